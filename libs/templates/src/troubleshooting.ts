import { type Both, both } from './both.ts';
import type { FlowSource, NodeSource } from './flow-source.ts';
import { adaptHelpdesk, endTexts, helpdesk, helpdeskVariable, joined, listed, notSent, toCopy } from './wording.ts';

interface Troubleshooting {
  name: Both;
  description: Both;
  greeting: Both;
  /** What the summary says is wrong. */
  problem: Both;
  /** Asked after each step. */
  works: Both;
  /** What the form asks for first: the device, the printer, the account. */
  about: { label: Both; short: Both; help: Both };
  /** In the order in which they are tried. */
  steps: readonly GuideStep[];
  /** A question before the steps: which of them is begun with. */
  first?: { id: string; node: Omit<NodeSource, 'at'>; leads: Readonly<Record<string, string>> };
}

export interface GuideStep {
  id: string;
  /** What the card is called. */
  label: Both;
  /** What to do. */
  text: Both;
  /** How the summary tells that it was tried. */
  tried: Both;
}

/** What the guides say beside their own steps, for those who adapt them. */
export const adaptGuide: readonly Both[] = [
  both('The steps: what helps in your company', 'Die Schritte: was in Ihrem Unternehmen hilft'),
  adaptHelpdesk,
];

/** Steps to try one after another, each of which can be the last; when none helps, a form and a summary to hand on. */
export function troubleshooting({
  name,
  description,
  greeting,
  problem,
  works,
  about,
  steps,
  first,
}: Troubleshooting): FlowSource {
  const column = first ? 2 : 1;
  const middle = Math.max(2, steps.length - 1);
  const numbered = (index: number) =>
    first ? '' : both(`**Step ${index + 1} of ${steps.length}.** `, `**Schritt ${index + 1} von ${steps.length}.** `);
  return {
    name,
    description,
    variables: [
      helpdeskVariable,
      {
        key: 'tried',
        type: 'array',
        default: [],
        description: both('Steps that were tried and did not help', 'Schritte, die versucht wurden und nicht halfen'),
      },
      {
        key: 'details',
        type: 'object',
        description: both('What the helpdesk needs to know', 'Was der Helpdesk wissen muss'),
      },
    ],
    nodes: {
      start: { type: 'start', config: { greeting }, at: [0, 0] },
      ...(first ? { [first.id]: { ...first.node, at: [1, 0] as const } } : {}),
      ...Object.fromEntries(
        steps.map((step, index) => [
          step.id,
          stepNode({ step, lead: numbered(index), works, at: [column, index * 2] }),
        ]),
      ),
      fixed: {
        type: 'message',
        label: both('Solved', 'Gelöst'),
        config: {
          text: both(
            'Great, glad that did it. If it comes back, start here again.',
            'Sehr schön, dann ist das erledigt. Sollte es wiederkommen, beginnen Sie hier einfach von vorn.',
          ),
        },
        at: [column + 1, -0.5],
      },
      rating: {
        type: 'feedback',
        label: both('Rating', 'Bewertung'),
        config: { text: both('Was this guide helpful?', 'War diese Anleitung hilfreich?'), scale: 'thumbs' },
        at: [column + 2, -0.5],
      },
      solved: { type: 'end', config: { resolution: 'resolved' }, at: [column + 3, -0.5] },
      details: {
        type: 'form',
        label: both('Details for the helpdesk', 'Angaben für den Helpdesk'),
        config: {
          title: both('Three details for the helpdesk', 'Drei Angaben für den Helpdesk'),
          submitLabel: both('Show my summary', 'Zusammenfassung zeigen'),
          saveAs: 'details',
          fields: [
            { key: 'about', label: about.label, type: 'text', required: true, max: 100, help: about.help },
            {
              key: 'since',
              label: both('Since when?', 'Seit wann?'),
              type: 'text',
              required: true,
              max: 100,
              help: both(
                'Such as: this morning, or after the last update.',
                'Etwa: seit heute früh, oder seit dem letzten Update.',
              ),
            },
            {
              key: 'message',
              label: both('Error message, if there is one', 'Fehlermeldung, falls es eine gibt'),
              type: 'textarea',
              max: 1000,
            },
          ],
        },
        at: [column + 1.3, middle],
      },
      summary: {
        type: 'message',
        label: both('Summary to pass on', 'Zusammenfassung zum Weitergeben'),
        config: {
          text: joined(
            both('Please send this to ', 'Bitte senden Sie das an '),
            helpdesk,
            both(
              '. I cannot send it myself, but with it nobody has to ask you again.',
              '. Ich kann es nicht selbst senden, aber so muss Sie niemand noch einmal fragen.',
            ),
            toCopy(
              joined(both('Problem: ', 'Problem: '), problem),
              joined(about.short, ': {{ vars.details.about }}'),
              both('Since: {{ vars.details.since }}', 'Seit: {{ vars.details.since }}'),
              both(
                'Error message: {{ vars.details.message | default: "none" }}',
                'Fehlermeldung: {{ vars.details.message | default: "keine" }}',
              ),
              joined(both('Tried without success: ', 'Erfolglos versucht: '), triedOf(steps)),
            ),
          ),
        },
        at: [column + 2.3, middle],
      },
      without_details: {
        type: 'message',
        label: both('No details given', 'Ohne Angaben'),
        config: {
          text: joined(
            both('All right, no form. Please contact ', 'In Ordnung, ohne Formular. Bitte wenden Sie sich an '),
            helpdesk,
            both(' and mention what you tried: ', ' und sagen Sie, was Sie versucht haben: '),
            triedOf(steps),
            '.',
          ),
        },
        at: [column + 2.3, middle + 1.5],
      },
      left_open: { type: 'end', config: notSent, at: [column + 3.3, middle] },
    },
    edges: [
      ...(first
        ? [`start -> ${first.id}`, ...Object.entries(first.leads).map(([port, to]) => `${first.id} ${port} -> ${to}`)]
        : [`start -> ${steps[0]?.id ?? 'details'}`]),
      ...steps.flatMap(({ id }, index) => [
        `${id} option:yes -> fixed`,
        `${id} option:no -> ${steps[index + 1]?.id ?? 'details'}`,
        `${id} option:help -> details`,
      ]),
      'fixed -> rating',
      'rating -> solved',
      'details -> summary',
      'details cancelled -> without_details',
      'summary -> left_open',
      'without_details -> left_open',
    ],
    frames: [
      {
        id: 'steps',
        title: both('Steps to try', 'Schritte zum Ausprobieren'),
        color: 'blue',
        from: [column, 0],
        to: [column, (steps.length - 1) * 2],
        last: 201,
      },
      {
        id: 'handing_on',
        title: both('When nothing helped', 'Wenn nichts geholfen hat'),
        color: 'orange',
        from: [column + 1.3, middle],
        to: [column + 3.3, middle + 1.5],
        last: 110,
      },
    ],
    notes: [
      {
        id: 'adapt',
        text: both(
          'Make it yours\n\n1. Click a step and write what helps in your company.\n2. Under “Flow”, give the variable “helpdesk” your address or number.\n3. Run the tests, then publish.',
          'So passen Sie den Ablauf an\n\n1. Klicken Sie auf einen Schritt und schreiben Sie, was bei Ihnen hilft.\n2. Tragen Sie unter „Ablauf“ in die Variable „helpdesk“ Ihre Adresse oder Nummer ein.\n3. Führen Sie die Tests aus und veröffentlichen Sie.',
        ),
        at: [0, 1.4],
        width: 260,
        height: 210,
      },
    ],
    settings: { texts: endTexts },
  };
}

function stepNode({
  step,
  lead,
  works,
  at,
}: {
  step: GuideStep;
  lead: Both | string;
  works: Both;
  at: readonly [number, number];
}): NodeSource {
  return {
    type: 'choice',
    label: step.label,
    config: {
      text: joined(lead, step.text, '\n\n', works),
      style: 'buttons',
      match: 'words',
      maxRetries: 2,
      saveAs: 'tried',
      options: [
        {
          id: 'yes',
          label: both('Yes, it works', 'Ja, es geht'),
          value: '{{ vars.tried }}',
          also: [
            both('yes', 'ja'),
            both('works again', 'geht wieder'),
            both('fixed', 'behoben'),
            both('solved', 'gelöst'),
          ],
        },
        {
          id: 'no',
          label: both('No, not yet', 'Nein, noch nicht'),
          value: `{{ vars.tried | push: "${step.id}" }}`,
          also: [both('no', 'nein'), both('still not', 'immer noch nicht'), both('does not work', 'geht nicht')],
        },
        {
          id: 'help',
          label: both('Ask the helpdesk', 'An den Helpdesk'),
          value: '{{ vars.tried }}',
          also: [both('help', 'Hilfe'), both('a person', 'ein Mensch'), both('stop', 'Abbruch')],
        },
      ],
    },
    at,
  };
}

function triedOf(steps: readonly GuideStep[]): Both {
  const words = Object.fromEntries(steps.map(({ id, tried }) => [id, tried]));
  return listed('vars.tried', words, both('nothing yet', 'noch nichts'));
}
