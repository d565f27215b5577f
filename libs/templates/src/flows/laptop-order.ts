import { both } from '../both.ts';
import type { FlowTemplate } from '../flow-template.ts';
import {
  adaptHelpdesk,
  dayOf,
  endTexts,
  helpdesk,
  helpdeskVariable,
  joined,
  listed,
  notSent,
  toCopy,
  worded,
  yesChangeOrDrop,
} from '../wording.ts';

const title = both('Order a laptop', 'Laptop bestellen');
const accessories = {
  dock: both('Docking station', 'Dockingstation'),
  screen: both('Second screen', 'Zweiter Bildschirm'),
  headset: both('Headset', 'Headset'),
  bag: both('Bag', 'Tasche'),
};
const reasons = {
  first: both('I have none yet', 'Ich habe noch keinen'),
  broken: both('Mine is broken', 'Meiner ist defekt'),
  old: both('Mine is too old', 'Meiner ist zu alt'),
};
const extras = listed('vars.order.accessories', accessories, both('nothing else', 'nichts weiter'));
const options = (labels: typeof accessories | typeof reasons) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const model = (name: string, at: readonly [number, number]) => ({
  type: 'set',
  label: both(name, name),
  config: { assignments: [{ key: 'model', value: name }] },
  at,
});

export const laptopOrder: FlowTemplate = {
  key: 'laptop-order',
  title,
  summary: both(
    'Asks what the laptop is for, proposes a model, takes accessories and the place of delivery, and shows it all once more before the end.',
    'Fragt, wofür der Laptop ist, schlägt ein Modell vor, nimmt Zubehör und Lieferort auf und zeigt am Ende alles noch einmal.',
  ),
  group: 'requests',
  needs: [],
  adapt: [
    both(
      'Your models (cards “Office 14”, “Travel 13”, “Power 16”)',
      'Ihre Modelle (Karten „Office 14“, „Travel 13“, „Power 16“)',
    ),
    both('Accessories in the form', 'Das Zubehör im Formular'),
    adaptHelpdesk,
  ],
  source: {
    name: title,
    description: both(
      'Proposes a laptop by what it is for, and writes the order for the helpdesk.',
      'Schlägt einen Laptop nach seinem Zweck vor und schreibt die Bestellung für den Helpdesk.',
    ),
    variables: [
      { key: 'model', type: 'string', description: both('The model that fits', 'Das Modell, das passt') },
      { key: 'order', type: 'object', description: both('The order', 'Die Bestellung') },
      helpdeskVariable,
    ],
    nodes: {
      start: {
        type: 'start',
        config: {
          greeting: both(
            'Hello! Three short questions, and your **laptop order** is ready to send.',
            'Guten Tag! Drei kurze Fragen, dann ist Ihre **Laptop-Bestellung** fertig zum Absenden.',
          ),
        },
        at: [0, 0],
      },
      work: {
        type: 'choice',
        label: both('What is it for?', 'Wofür ist er?'),
        config: {
          text: both('What will you mostly use it for?', 'Wofür werden Sie ihn hauptsächlich nutzen?'),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          options: [
            {
              id: 'office',
              label: both('E-mail, documents, meetings', 'E-Mail, Dokumente, Besprechungen'),
              also: [both('office', 'Büro')],
            },
            { id: 'travel', label: both('The same, and I travel a lot', 'Dasselbe, und ich bin viel unterwegs') },
            {
              id: 'heavy',
              label: both('Programming, data or design', 'Programmieren, Daten oder Gestaltung'),
              also: [both('developer', 'Entwicklung'), both('video', 'Video')],
            },
          ],
        },
        at: [1, 0],
      },
      office: model('Office 14', [2, -0.5]),
      travel: model('Travel 13', [2, 0.7]),
      heavy: model('Power 16', [2, 1.9]),
      order: {
        type: 'form',
        label: both('The order', 'Die Bestellung'),
        config: {
          title: both('Your {{ vars.model }}', 'Ihr {{ vars.model }}'),
          submitLabel: both('Continue', 'Weiter'),
          saveAs: 'order',
          fields: [
            {
              key: 'reason',
              label: both('Why do you need it?', 'Warum brauchen Sie ihn?'),
              type: 'select',
              required: true,
              options: options(reasons),
            },
            {
              key: 'accessories',
              label: both('What should come with it?', 'Was soll dazu?'),
              type: 'multiselect',
              options: options(accessories),
            },
            {
              key: 'place',
              label: both('Where to?', 'Wohin?'),
              type: 'text',
              required: true,
              max: 200,
              help: both(
                'Office, floor and room, or your home address.',
                'Büro, Stockwerk und Raum, oder Ihre Adresse zu Hause.',
              ),
            },
            { key: 'day', label: both('Not before', 'Nicht vor dem'), type: 'date' },
          ],
        },
        at: [3, 0],
      },
      check: {
        type: 'choice',
        label: both('Is it right?', 'Stimmt alles?'),
        config: {
          text: joined(
            both('One **{{ vars.model }}** with: ', 'Ein **{{ vars.model }}**, dazu: '),
            extras,
            both('. To: **{{ vars.order.place }}**.', '. An: **{{ vars.order.place }}**.'),
            both('\n\nIs that right?', '\n\nStimmt das so?'),
          ),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          options: yesChangeOrDrop,
        },
        at: [4, 0],
      },
      written: {
        type: 'message',
        label: both('Order to send', 'Bestellung zum Absenden'),
        config: {
          text: joined(
            both(
              'Your order is written, but **not sent yet**. Please send it to ',
              'Ihre Bestellung ist geschrieben, aber **noch nicht gesendet**. Bitte senden Sie sie an ',
            ),
            helpdesk,
            both('. Laptops usually take two weeks.', '. Laptops brauchen meist zwei Wochen.'),
            toCopy(
              both('Laptop: {{ vars.model }}', 'Laptop: {{ vars.model }}'),
              joined(both('Reason: ', 'Grund: '), worded('vars.order.reason', reasons)),
              joined(both('With: ', 'Dazu: '), extras),
              both('To: {{ vars.order.place }}', 'An: {{ vars.order.place }}'),
              joined(
                both('Not before: ', 'Nicht vor dem: '),
                '{% if vars.order.day %}',
                dayOf('vars.order.day'),
                both('{% else %}any day{% endif %}', '{% else %}jederzeit{% endif %}'),
              ),
            ),
          ),
        },
        at: [5, -0.5],
      },
      dropped: {
        type: 'message',
        label: both('Nothing ordered', 'Nichts bestellt'),
        config: { text: both('All right, nothing was ordered.', 'In Ordnung, es wurde nichts bestellt.') },
        at: [5, 1.5],
      },
      to_send: { type: 'end', config: notSent, at: [6, -0.5] },
      ended: { type: 'end', config: { resolution: 'abandoned' }, at: [6, 1.5] },
    },
    edges: [
      'start -> work',
      'work option:office -> office',
      'work option:travel -> travel',
      'work option:heavy -> heavy',
      'office -> order',
      'travel -> order',
      'heavy -> order',
      'order -> check',
      'order cancelled -> dropped',
      'check option:yes -> written',
      'check option:change -> order',
      'check option:drop -> dropped',
      'written -> to_send',
      'dropped -> ended',
    ],
    frames: [
      { id: 'models', title: both('Models', 'Modelle'), color: 'grape', from: [2, -0.5], to: [2, 1.9], last: 105 },
    ],
    notes: [
      {
        id: 'adapt',
        text: both(
          'Make it yours\n\n1. Rename the models to yours.\n2. Change accessories in “The order”.\n3. Run the tests, then publish.',
          'So passen Sie den Ablauf an\n\n1. Nennen Sie die Modelle wie Ihre eigenen.\n2. Ändern Sie das Zubehör in „Die Bestellung“.\n3. Führen Sie die Tests aus und veröffentlichen Sie.',
        ),
        at: [0, 1.4],
        width: 260,
        height: 190,
      },
    ],
    settings: { texts: endTexts },
  },
  tests: [
    {
      name: both('Ordered after a correction', 'Nach einer Änderung bestellt'),
      turns: [
        {
          act: 'open',
          expect: [both('What will you mostly use it for?', 'Wofür werden Sie ihn hauptsächlich nutzen?')],
        },
        { act: 'choose', options: ['heavy'], expect: [both('Your Power 16', 'Ihr Power 16')] },
        {
          act: 'fill',
          values: { reason: 'old', accessories: ['headset', 'bag'], place: 'Berlin 4.12' },
          expect: [both('with: Headset, Bag. To: **Berlin 4.12**', 'dazu: Headset, Tasche. An: **Berlin 4.12**')],
        },
        { act: 'say', text: both('no', 'nein'), expect: [both('Your Power 16', 'Ihr Power 16')] },
        {
          act: 'fill',
          values: { reason: 'old', place: 'Berlin 4.13', day: '2026-12-07' },
          expect: ['Berlin 4.13', both('nothing else', 'nichts weiter')],
        },
        {
          act: 'choose',
          options: ['yes'],
          expect: [
            both('not sent yet', 'noch nicht gesendet'),
            both('Not before: 07 Dec 2026', 'Nicht vor dem: 07.12.2026'),
          ],
        },
      ],
    },
    {
      name: both('Typed instead of clicked, then dropped', 'Getippt statt geklickt, dann doch nicht'),
      turns: [
        {
          act: 'open',
          expect: [both('What will you mostly use it for?', 'Wofür werden Sie ihn hauptsächlich nutzen?')],
        },
        { act: 'say', text: both('I travel every week', 'Ich bin ständig unterwegs'), expect: ['Travel 13'] },
        {
          act: 'fill',
          values: { reason: 'broken', accessories: ['dock'], place: 'Ulm 2.01' },
          expect: [both('Docking station', 'Dockingstation')],
        },
        { act: 'choose', options: ['drop'], expect: [both('nothing was ordered', 'es wurde nichts bestellt')] },
      ],
    },
  ],
};
