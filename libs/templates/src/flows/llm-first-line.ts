import { flowOf } from '../flow-of.ts';
import type { FlowTemplate } from '../flow-template.ts';

export const llmFirstLine: FlowTemplate = {
  key: 'first-line',
  title: 'First line with a model',
  summary:
    'A model sorts what is written, answers what it can, and gathers details for the rest. Works without one, too.',
  group: 'answers',
  needs: ['A model connection (OpenAI, Ollama, or anything that speaks like one)'],
  document: flowOf({
    key: 'first-line',
    name: 'First line with a model',
    description: 'Triage by a model into structured data, an answer, and a summary for the helpdesk.',
    variables: [
      { key: 'triage', type: 'object', description: 'What the model makes of the request' },
      { key: 'details', type: 'object', description: 'What a colleague needs to know' },
    ],
    nodes: {
      start: { type: 'start', config: { greeting: 'Hello, this is the IT helpdesk.' } },
      ask: { type: 'question', config: { text: 'What is the matter?', saveAs: 'problem', expects: 'text' } },
      triage: {
        type: 'llm',
        label: 'Triage',
        config: {
          system:
            'You sort requests to an IT helpdesk. Answer with the data that is asked for and nothing else. "simple" is whether a user can solve it with advice alone.',
          prompt: '{{ vars.problem }}',
          history: 0,
          temperature: 0,
          output: {
            schema: {
              type: 'object',
              properties: {
                category: { type: 'string', enum: ['account', 'network', 'device', 'software', 'other'] },
                urgent: { type: 'boolean' },
                simple: { type: 'boolean' },
                summary: { type: 'string', description: 'The request in one sentence' },
              },
              required: ['category', 'urgent', 'simple', 'summary'],
              additionalProperties: false,
            },
          },
          saveAs: 'triage',
        },
      },
      way: {
        type: 'condition',
        config: {
          cases: [
            {
              id: 'advice',
              label: 'Advice may do',
              when: {
                all: [
                  { left: '{{ vars.triage.simple }}', op: 'eq', right: true },
                  { left: '{{ vars.triage.urgent }}', op: 'neq', right: true },
                ],
              },
            },
          ],
        },
      },
      advise: {
        type: 'llm',
        label: 'Advice',
        config: {
          system:
            'You are a friendly IT technician. Give at most five short steps for this one problem. Never ask for passwords. Say so when you do not know.',
          prompt: '{{ vars.problem }}',
          history: 6,
          output: 'reply',
        },
      },
      solved: {
        type: 'choice',
        config: {
          text: 'Did that solve it?',
          style: 'buttons',
          match: 'words',
          options: [
            { id: 'yes', label: 'Yes', also: ['thanks', 'solved'] },
            { id: 'no', label: 'No', also: ['still'] },
          ],
        },
      },
      details: {
        type: 'form',
        config: {
          title: 'For a colleague',
          submitLabel: 'Continue',
          saveAs: 'details',
          fields: [
            { key: 'device', label: 'Device', type: 'text', required: true },
            { key: 'phone', label: 'Where can you be reached?', type: 'text', required: true },
          ],
        },
      },
      summary: {
        type: 'message',
        config: {
          text: 'Give this to your IT helpdesk:\n\n> {{ vars.triage.summary | default: vars.problem }} ({{ vars.triage.category | default: "not sorted" }}). Device: {{ vars.details.device }}. To be reached: {{ vars.details.phone }}.',
        },
      },
      rating: { type: 'feedback', config: { text: 'How was this?', scale: 'stars', comment: true } },
      resolved: { type: 'end', config: { resolution: 'resolved' } },
      escalated: { type: 'end', config: { resolution: 'escalated' } },
    },
    edges: [
      'start -> ask',
      'ask -> triage',
      'triage -> way',
      'triage error -> details',
      'way case:advice -> advise',
      'way else -> details',
      'advise -> solved',
      'advise error -> details',
      'solved option:yes -> rating',
      'solved option:no -> details',
      'details -> summary',
      'details cancelled -> escalated',
      'summary -> escalated',
      'rating -> resolved',
    ],
  }),
  // Without a model, the form is reached at once.
  conversation: [
    { act: 'open', expect: ['What is the matter?'] },
    { act: 'say', text: 'My mouse is dead', expect: ['For a colleague'] },
    { act: 'fill', values: { device: 'NB-7', phone: '123' }, expect: ['My mouse is dead (not sorted)', 'NB-7'] },
  ],
};
