import { both } from '../both.ts';
import type { TemplateTest } from '../flow-template.ts';

const sorted = (triage: { category: string; urgent: boolean; simple: boolean; summary: ReturnType<typeof both> }) => ({
  outlet: 'next',
  value: triage,
});

/** What it is checked to do, as conversations. */
export const llmFirstLineTests: readonly TemplateTest[] = [
  {
    name: both('Advice solves it', 'Der Rat hilft'),
    pins: {
      triage: [
        sorted({
          category: 'device',
          urgent: false,
          simple: true,
          summary: both('The mouse does not react.', 'Die Maus reagiert nicht.'),
        }),
      ],
      advise: [
        {
          outlet: 'next',
          value: both(
            '1. Switch the mouse off and on at its underside.\n2. Put in a new battery.\n3. Plug its receiver into another port.',
            '1. Schalten Sie die Maus an der Unterseite aus und ein.\n2. Legen Sie eine neue Batterie ein.\n3. Stecken Sie den Empfänger in einen anderen Anschluss.',
          ),
        },
      ],
    },
    turns: [
      { act: 'open', expect: [both('What is the matter?', 'Worum geht es?')] },
      {
        act: 'say',
        text: both('My mouse does not react any more', 'Meine Maus reagiert nicht mehr'),
        expect: [both('new battery', 'neue Batterie'), both('Did it help?', 'Hat es geholfen?')],
      },
      { act: 'choose', options: ['yes'], expect: [both('How good was the advice?', 'Wie gut war der Rat?')] },
      { act: 'rate', score: 5, expect: [] },
    ],
  },
  {
    name: both('Urgent: call at once', 'Dringend: sofort anrufen'),
    pins: {
      triage: [
        sorted({
          category: 'network',
          urgent: true,
          simple: false,
          summary: both('The whole branch in Ulm is offline.', 'Die ganze Filiale Ulm ist offline.'),
        }),
      ],
    },
    turns: [
      { act: 'open', expect: [both('What is the matter?', 'Worum geht es?')] },
      {
        act: 'say',
        text: both(
          'Nobody in our branch has a network, the tills have stopped!',
          'In unserer Filiale hat niemand Netz, die Kassen stehen!',
        ),
        expect: [
          both('That sounds urgent', 'Das klingt dringend'),
          both('A person should look at this', 'Das sollte sich ein Mensch ansehen'),
        ],
      },
      {
        act: 'fill',
        values: { device: both('Tills', 'Kassen'), reach: '0731 555 20' },
        expect: [
          both('The whole branch in Ulm is offline.', 'Die ganze Filiale Ulm ist offline.'),
          both('network, urgent', 'Netz, dringend'),
        ],
      },
    ],
  },
  {
    name: both('Without a model', 'Ohne Modell'),
    pins: {
      triage: [{ outlet: 'error', error: { code: 'model.not_configured', message: 'No model is connected.' } }],
    },
    turns: [
      { act: 'open', expect: [both('What is the matter?', 'Worum geht es?')] },
      {
        act: 'say',
        text: both('My mouse is broken', 'Meine Maus ist kaputt'),
        expect: [both('A person should look at this', 'Das sollte sich ein Mensch ansehen')],
      },
      {
        act: 'fill',
        values: { device: both('Mouse at NB-1042', 'Maus an NB-1042'), reach: '0731 555 20' },
        expect: [both('My mouse is broken', 'Meine Maus ist kaputt'), both('not sorted', 'nicht eingeordnet')],
      },
    ],
  },
];
