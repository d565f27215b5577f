import { both } from '../both.ts';
import { softwareRequestTests } from './software-request-tests.ts';
import type { FlowTemplate } from '../flow-template.ts';
import {
  adaptHelpdesk,
  dayOf,
  endTexts,
  helpdesk,
  helpdeskVariable,
  joined,
  notSent,
  toCopy,
  yesChangeOrDrop,
} from '../wording.ts';

const title = both('Software request', 'Software anfragen');
const day = joined(
  '{% if vars.request.until %}',
  dayOf('vars.request.until'),
  both('{% else %}no date{% endif %}', '{% else %}kein Termin{% endif %}'),
);
const people = both(
  '{{ vars.request.people }} {% if vars.request.people == 1 %}person{% else %}people{% endif %}',
  '{{ vars.request.people }} {% if vars.request.people == 1 %}Person{% else %}Personen{% endif %}',
);
const request = toCopy(
  both('Software: {{ vars.request.software }}', 'Software: {{ vars.request.software }}'),
  joined(both('For: ', 'Für: '), people),
  joined(both('Needed by: ', 'Gebraucht bis: '), day),
  both('Reason: {{ vars.request.reason }}', 'Begründung: {{ vars.request.reason }}'),
);

export const softwareRequest: FlowTemplate = {
  key: 'software-request',
  title,
  summary: both(
    'A catalogue to choose from, a form that knows the choice, a look over it, and a rule for what a manager has to approve.',
    'Ein Katalog zur Auswahl, ein Formular, das die Wahl schon kennt, eine Durchsicht und eine Regel dafür, was die Führungskraft freigeben muss.',
  ),
  group: 'requests',
  needs: [],
  adapt: [
    both('The catalogue (variable “catalogue”)', 'Der Katalog (Variable „catalogue“)'),
    both('When a manager has to approve (card “Approval?”)', 'Wann eine Führungskraft freigibt (Karte „Freigabe?“)'),
    adaptHelpdesk,
  ],
  source: {
    name: title,
    description: both(
      'Takes a request for software from a catalogue or by name, and says who has to approve it.',
      'Nimmt eine Anfrage nach Software aus einem Katalog oder mit Namen auf und sagt, wer sie freigeben muss.',
    ),
    variables: [
      {
        key: 'catalogue',
        type: 'array',
        description: both(
          'What people can have; “days” are working days until it is there',
          'Was es gibt; „days“ sind Arbeitstage, bis es da ist',
        ),
        default: [
          { name: 'LibreOffice', approval: '–', days: 0 },
          { name: 'KeePassXC', approval: '–', days: 0 },
          { name: 'Adobe Acrobat Pro', approval: '✔', days: 1 },
          { name: 'IBM SPSS Statistics', approval: '✔', days: 3 },
        ],
      },
      {
        key: 'item',
        type: 'object',
        description: both('What was chosen from the catalogue', 'Was aus dem Katalog gewählt wurde'),
      },
      { key: 'request', type: 'object', description: both('The request', 'Die Anfrage') },
      helpdeskVariable,
    ],
    nodes: {
      start: {
        type: 'start',
        config: {
          greeting: both(
            'Hello! I help you ask for **software**.',
            'Guten Tag! Ich helfe Ihnen, **Software** anzufragen.',
          ),
        },
        at: [0, 0],
      },
      kind: {
        type: 'choice',
        label: both('Catalogue or other', 'Katalog oder anderes'),
        config: {
          text: both('Do you know what we have already?', 'Wissen Sie schon, was wir haben?'),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          options: [
            { id: 'catalogue', label: both('Show me the catalogue', 'Katalog zeigen'), also: [both('list', 'Liste')] },
            {
              id: 'other',
              label: both('I need something else', 'Ich brauche etwas anderes'),
              also: [both('other', 'andere')],
            },
          ],
        },
        at: [1, 0],
      },
      list: {
        type: 'table',
        label: both('Catalogue', 'Katalog'),
        config: {
          title: both('Choose your software', 'Wählen Sie Ihre Software'),
          rows: '{{ vars.catalogue }}',
          columns: [
            { key: 'name', label: both('Software', 'Software') },
            { key: 'approval', label: both('Needs approval', 'Mit Freigabe') },
            { key: 'days', label: both('Working days', 'Arbeitstage') },
          ],
          selectable: true,
          saveAs: 'item',
        },
        at: [2, 0],
      },
      forget: {
        type: 'set',
        label: both('Nothing chosen', 'Nichts gewählt'),
        config: { assignments: [{ key: 'item' }, { key: 'request.software', value: '' }] },
        at: [2, 1.5],
      },
      form: {
        type: 'form',
        label: both('The request', 'Die Anfrage'),
        config: {
          title: both('Your request', 'Ihre Anfrage'),
          submitLabel: both('Continue', 'Weiter'),
          saveAs: 'request',
          fields: [
            {
              key: 'software',
              label: both('Which software?', 'Welche Software?'),
              type: 'text',
              required: true,
              default: '{{ vars.item.name }}',
              max: 120,
            },
            {
              key: 'people',
              label: both('For how many people?', 'Für wie viele Personen?'),
              type: 'number',
              required: true,
              default: 1,
              min: 1,
              max: 200,
            },
            { key: 'until', label: both('Needed by', 'Gebraucht bis'), type: 'date' },
            {
              key: 'reason',
              label: both('What will you use it for?', 'Wofür brauchen Sie sie?'),
              type: 'textarea',
              required: true,
              max: 1000,
            },
          ],
        },
        at: [3, 0],
      },
      check: {
        type: 'choice',
        label: both('Is it right?', 'Stimmt alles?'),
        config: {
          text: joined(
            both('**{{ vars.request.software }}** for ', '**{{ vars.request.software }}** für '),
            people,
            both(', needed by: ', ', gebraucht bis: '),
            day,
            both('. Is that right?', '. Stimmt das so?'),
          ),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          options: yesChangeOrDrop,
        },
        at: [4, 0],
      },
      approval: {
        type: 'condition',
        label: both('Approval?', 'Freigabe?'),
        config: {
          cases: [
            {
              id: 'needed',
              label: both('A manager approves', 'Führungskraft gibt frei'),
              when: {
                any: [
                  { left: '{{ vars.request.people }}', op: 'gt', right: 5 },
                  { left: '{{ vars.item.approval }}', op: 'eq', right: '✔' },
                  { left: '{{ vars.request.software }}', op: 'neq', right: '{{ vars.item.name }}' },
                ],
              },
            },
          ],
        },
        at: [5, 0],
      },
      with_approval: {
        type: 'message',
        label: both('Ask your manager', 'Führungskraft fragen'),
        config: {
          text: joined(
            both(
              'Your manager has to approve this. Please send them the text below. With their yes, send it on to ',
              'Das muss Ihre Führungskraft freigeben. Bitte schicken Sie ihr den Text unten. Mit der Freigabe senden Sie ihn weiter an ',
            ),
            helpdesk,
            both('. I have not ordered anything myself.', '. Ich selbst habe nichts bestellt.'),
            request,
          ),
        },
        at: [6, -0.5],
      },
      without_approval: {
        type: 'message',
        label: both('No approval needed', 'Ohne Freigabe'),
        config: {
          text: joined(
            both(
              'Good news: nobody has to approve this. Please send it to ',
              'Gute Nachricht: Das muss niemand freigeben. Bitte senden Sie es an ',
            ),
            helpdesk,
            both(
              '. {% if vars.item.days == 0 %}It is usually there the same day.{% else %}It usually takes {{ vars.item.days }} working days.{% endif %}',
              '. {% if vars.item.days == 0 %}Es ist meist am selben Tag da.{% else %}Es dauert meist {{ vars.item.days }} Arbeitstage.{% endif %}',
            ),
            request,
          ),
        },
        at: [6, 1],
      },
      dropped: {
        type: 'message',
        label: both('Nothing asked for', 'Nichts angefragt'),
        config: { text: both('All right, nothing was asked for.', 'In Ordnung, es wurde nichts angefragt.') },
        at: [5, 2.5],
      },
      written: { type: 'end', config: notSent, at: [7, 0] },
      ended: { type: 'end', config: { resolution: 'abandoned' }, at: [6, 2.5] },
    },
    edges: [
      'start -> kind',
      'kind option:catalogue -> list',
      'kind option:other -> forget',
      'list -> form',
      'forget -> form',
      'form -> check',
      'form cancelled -> dropped',
      'check option:yes -> approval',
      'check option:change -> form',
      'check option:drop -> dropped',
      'approval case:needed -> with_approval',
      'approval else -> without_approval',
      'with_approval -> written',
      'without_approval -> written',
      'dropped -> ended',
    ],
    notes: [
      {
        id: 'adapt',
        text: both(
          'Make it yours\n\n1. Under “Flow”, put your software into the variable “catalogue”.\n2. In “Approval?”, set your own rule.\n3. Run the tests, then publish.',
          'So passen Sie den Ablauf an\n\n1. Tragen Sie unter „Ablauf“ Ihre Software in die Variable „catalogue“ ein.\n2. Stellen Sie in „Freigabe?“ Ihre eigene Regel ein.\n3. Führen Sie die Tests aus und veröffentlichen Sie.',
        ),
        at: [0, 1.4],
        width: 260,
        height: 210,
      },
    ],
    settings: { texts: endTexts },
  },
  tests: softwareRequestTests,
};
