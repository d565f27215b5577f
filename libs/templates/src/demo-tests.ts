import { both } from './both.ts';
import type { TemplateTest } from './flow-template.ts';

/** What it is checked to do, as conversations. */
export const demoTests: readonly TemplateTest[] = [
  {
    name: both('VPN: the second step helps', 'VPN: Der zweite Schritt hilft'),
    turns: [
      { act: 'open', expect: [both('What can I do for you?', 'Was kann ich für Sie tun?')] },
      {
        act: 'say',
        text: both('my vpn is broken', 'mein VPN ist kaputt'),
        expect: [both('Step 1 of 3', 'Schritt 1 von 3')],
      },
      { act: 'choose', options: ['no'], expect: [both('Step 2 of 3', 'Schritt 2 von 3')] },
      { act: 'say', text: both('yes', 'ja'), expect: [both('glad that did it', 'dann ist das erledigt')] },
      { act: 'rate', score: 'up', expect: [] },
    ],
  },
  {
    name: both('Software: seven licences', 'Software: sieben Lizenzen'),
    turns: [
      { act: 'open', expect: [both('What can I do for you?', 'Was kann ich für Sie tun?')] },
      { act: 'choose', options: ['software'], expect: [both('Software request', 'Software-Anfrage')] },
      {
        act: 'fill',
        values: { name: 'Miro', licences: 7, reason: both('Workshops', 'Workshops') },
        expect: ['7 × **Miro**'],
      },
      {
        act: 'choose',
        options: ['yes'],
        expect: [both('need your manager’s approval', 'muss Ihre Führungskraft freigeben')],
      },
      { act: 'rate', score: 'up', expect: [] },
    ],
  },
  {
    name: both('A known incident', 'Eine bekannte Störung'),
    turns: [
      { act: 'open', expect: [both('What can I do for you?', 'Was kann ich für Sie tun?')] },
      { act: 'choose', options: ['incidents'], expect: ['INC-2043'] },
      { act: 'pick', row: 1, expect: [both('delayed by up to 10 minutes', 'bis zu 10 Minuten verzögert')] },
      { act: 'rate', score: 'up', expect: [] },
    ],
  },
  {
    name: both('A question without a model', 'Eine Frage ohne Modell'),
    pins: {
      answer: [{ outlet: 'error', error: { code: 'model.not_configured', message: 'No model is connected.' } }],
    },
    turns: [
      { act: 'open', expect: [both('What can I do for you?', 'Was kann ich für Sie tun?')] },
      { act: 'choose', options: ['ask'], expect: [both('What would you like to know?', 'Was möchten Sie wissen?')] },
      {
        act: 'say',
        text: both('Why is the sky blue?', 'Warum ist der Himmel blau?'),
        expect: [both('no language model is connected', 'noch kein Sprachmodell angebunden')],
      },
      { act: 'rate', score: 'down', expect: [] },
    ],
  },
];
