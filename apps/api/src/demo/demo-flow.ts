import type { FlowDocument } from '@patchbay/flow-spec';

const columns = 340;
const rows = 230;
const at = (column: number, row: number) => ({ x: column * columns, y: row * rows });

/** The flow of the first start: first-line help that needs no key, no account and no internet. */
export const demoFlow: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'demo-helpdesk',
  name: 'Demo: IT helpdesk',
  description:
    'First line of support: guided troubleshooting, a software request, known incidents, and a model for the rest where one is set up.',
  variables: [
    {
      key: 'incidents',
      type: 'array',
      default: [
        { id: 'INC-2041', service: 'VPN', status: 'Slow in the Berlin office', since: '08:10' },
        { id: 'INC-2043', service: 'E-mail', status: 'Delayed by up to 10 minutes', since: '09:25' },
        { id: 'INC-2044', service: 'Printing', status: 'Third floor is down', since: '09:40' },
      ],
      description: 'What is known to be broken',
    },
    { key: 'request', type: 'object', description: 'The software request' },
    {
      key: 'steps',
      type: 'array',
      default: [
        'Check that you are online: open any web page.',
        'Quit the VPN client fully and start it again.',
        'Choose the gateway “Automatic”.',
      ],
      description: 'What to try when the VPN fails',
    },
    { key: 'tried', type: 'number', default: 0, description: 'Steps that were tried' },
  ],
  nodes: [
    {
      id: 'start',
      type: 'start',
      config: { greeting: 'Hello {{ user.name | default: "there" }}, this is the **IT helpdesk**.' },
    },
    {
      id: 'topic',
      type: 'choice',
      config: {
        text: 'What can I do for you?',
        style: 'buttons',
        match: 'words',
        options: [
          { id: 'vpn', label: 'VPN does not work', also: ['vpn', 'remote access'] },
          { id: 'software', label: 'I need software', also: ['install', 'licence'] },
          { id: 'incidents', label: 'Known incidents', also: ['status', 'outage'] },
          { id: 'ask', label: 'Ask something else' },
        ],
      },
    },
    { id: 'each_step', type: 'loop', config: { items: '{{ vars.steps }}', itemVar: 'step', indexVar: 'position' } },
    {
      id: 'try_step',
      type: 'choice',
      config: {
        text: '**Step {{ vars.position | plus: 1 }} of {{ vars.steps.size }}.** {{ vars.step }}\n\nDoes it work now?',
        options: [
          { id: 'yes', label: 'Yes, it works' },
          { id: 'no', label: 'No' },
        ],
      },
    },
    { id: 'count', type: 'set', config: { assignments: [{ key: 'tried', value: '{{ vars.tried | plus: 1 }}' }] } },
    { id: 'vpn_fixed', type: 'message', config: { text: 'Great. It took {{ vars.position | plus: 1 }} step(s).' } },
    {
      id: 'vpn_open',
      type: 'message',
      config: {
        text: 'Then a colleague has to look at it. Note for the ticket: VPN fails, {{ vars.tried }} steps tried, {{ now | date: "%H:%M" }}.',
      },
    },
    {
      id: 'request_form',
      type: 'form',
      config: {
        title: 'Software request',
        saveAs: 'request',
        submitLabel: 'Send',
        fields: [
          { key: 'name', label: 'Which software?', type: 'text', required: true, max: 80 },
          { key: 'licences', label: 'How many licences?', type: 'number', required: true, min: 1, max: 50, default: 1 },
          { key: 'when', label: 'Needed by', type: 'date' },
          { key: 'reason', label: 'What for?', type: 'textarea', required: true },
        ],
      },
    },
    {
      id: 'many',
      type: 'condition',
      config: {
        cases: [
          {
            id: 'many',
            label: 'More than five',
            when: { all: [{ left: '{{ vars.request.licences }}', op: 'gt', right: 5 }] },
          },
        ],
      },
    },
    {
      id: 'needs_word',
      type: 'message',
      config: {
        text: '{{ vars.request.licences }} licences of **{{ vars.request.name }}** need your manager’s word. We will ask.',
      },
    },
    {
      id: 'ordered',
      type: 'message',
      config: { text: 'Noted: {{ vars.request.licences }} × **{{ vars.request.name }}**. You will hear from us.' },
    },
    {
      id: 'incident_table',
      type: 'table',
      config: {
        title: 'Known incidents',
        rows: '{{ vars.incidents }}',
        columns: [
          { key: 'id', label: 'Number' },
          { key: 'service', label: 'Service' },
          { key: 'status', label: 'What is known' },
          { key: 'since', label: 'Since' },
        ],
        selectable: true,
        saveAs: 'incident',
      },
    },
    {
      id: 'incident',
      type: 'message',
      config: {
        text: '**{{ vars.incident.id }}**: {{ vars.incident.status | default: "Nothing chosen" }}. We are on it.',
      },
    },
    {
      id: 'question',
      type: 'question',
      config: { text: 'What would you like to know?', saveAs: 'question', expects: 'text' },
    },
    {
      id: 'answer',
      type: 'llm',
      config: {
        system: 'You are a friendly IT helpdesk. Answer in at most five sentences. Say so when you do not know.',
        prompt: '{{ vars.question }}',
        history: 8,
        output: 'reply',
      },
    },
    {
      id: 'no_model',
      type: 'message',
      config: {
        text: 'No language model is set up here, so I cannot answer that myself. An administrator can add one under **Connections**; everything else works without.',
      },
    },
    { id: 'rating', type: 'feedback', config: { text: 'Did this help?', scale: 'thumbs' } },
    { id: 'done', type: 'end', config: { resolution: 'resolved' } },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'topic' },
    { from: 'topic', port: 'option:vpn', to: 'each_step' },
    { from: 'topic', port: 'option:software', to: 'request_form' },
    { from: 'topic', port: 'option:incidents', to: 'incident_table' },
    { from: 'topic', port: 'option:ask', to: 'question' },
    { from: 'each_step', port: 'each', to: 'try_step' },
    { from: 'each_step', port: 'done', to: 'vpn_open' },
    { from: 'try_step', port: 'option:yes', to: 'vpn_fixed' },
    { from: 'try_step', port: 'option:no', to: 'count' },
    { from: 'count', port: 'next', to: 'each_step' },
    { from: 'vpn_fixed', port: 'next', to: 'rating' },
    { from: 'vpn_open', port: 'next', to: 'rating' },
    { from: 'request_form', port: 'next', to: 'many' },
    { from: 'request_form', port: 'cancelled', to: 'topic' },
    { from: 'many', port: 'case:many', to: 'needs_word' },
    { from: 'many', port: 'else', to: 'ordered' },
    { from: 'needs_word', port: 'next', to: 'rating' },
    { from: 'ordered', port: 'next', to: 'rating' },
    { from: 'incident_table', port: 'next', to: 'incident' },
    { from: 'incident', port: 'next', to: 'rating' },
    { from: 'question', port: 'next', to: 'answer' },
    { from: 'answer', port: 'next', to: 'rating' },
    { from: 'answer', port: 'error', to: 'no_model' },
    { from: 'no_model', port: 'next', to: 'rating' },
    { from: 'rating', port: 'next', to: 'done' },
  ],
  layout: {
    start: at(0, 1.5),
    topic: at(1, 1.5),
    each_step: at(2, 0),
    try_step: at(3, 0),
    count: at(4, -0.6),
    vpn_fixed: at(4, 0.2),
    vpn_open: at(3, 0.9),
    request_form: at(2, 1.5),
    many: at(3, 1.8),
    needs_word: at(4, 1.1),
    ordered: at(4, 1.9),
    incident_table: at(2, 2.5),
    incident: at(3, 2.7),
    question: at(2, 3.4),
    answer: at(3, 3.5),
    no_model: at(4, 3.5),
    rating: at(5, 1.5),
    done: at(6, 1.5),
  },
  notes: [
    { id: 'welcome', text: 'This demo needs no key and no internet.\nChange anything, then “Try it”.', x: 0, y: 40 },
  ],
  settings: { onStuck: 'repeat' },
  language: 'en',
  translations: {
    de: {
      'start.greeting': 'Hallo{% if user.name %} {{ user.name }}{% endif %}, hier ist der **IT-Helpdesk**.',
      'topic.text': 'Was kann ich für Sie tun?',
      'topic.options.vpn.label': 'VPN geht nicht',
      'topic.options.software.label': 'Ich brauche Software',
      'topic.options.incidents.label': 'Bekannte Störungen',
      'topic.options.ask.label': 'Etwas anderes fragen',
    },
  },
};
