import { flowOf } from '../flow-of.ts';
import type { FlowTemplate } from '../flow-template.ts';

export const softwareRequest: FlowTemplate = {
  key: 'software-request',
  title: 'Software request',
  summary: 'A catalogue to choose from, a form for the rest, and a rule for what needs a manager’s word.',
  group: 'requests',
  needs: [],
  document: flowOf({
    key: 'software-request',
    name: 'Software request',
    description: 'Asks for software from a catalogue or by name, and says what happens next.',
    variables: [
      {
        key: 'catalogue',
        type: 'array',
        description: 'What can be had; change it to what your company has',
        default: [
          { name: 'Diagram editor', licence: 'free', wait: 'at once' },
          { name: 'PDF editor', licence: 'paid', wait: '1 day' },
          { name: 'Statistics package', licence: 'paid', wait: '3 days' },
          { name: 'Password manager', licence: 'free', wait: 'at once' },
        ],
      },
      { key: 'item', type: 'object', description: 'What was chosen from the catalogue' },
      { key: 'request', type: 'object', description: 'The request' },
    ],
    nodes: {
      start: { type: 'start', config: { greeting: 'What software do you need?' } },
      kind: {
        type: 'choice',
        config: {
          text: 'Shall I show you what we have?',
          style: 'buttons',
          options: [
            { id: 'catalogue', label: 'Show the catalogue' },
            { id: 'other', label: 'I need something else' },
          ],
        },
      },
      list: {
        type: 'table',
        config: {
          title: 'Catalogue',
          rows: '{{ vars.catalogue }}',
          columns: [
            { key: 'name', label: 'Software' },
            { key: 'licence', label: 'Licence' },
            { key: 'wait', label: 'Takes' },
          ],
          selectable: true,
          saveAs: 'item',
        },
      },
      chosen: {
        type: 'condition',
        config: {
          cases: [
            {
              id: 'some',
              label: 'Something was chosen',
              when: { all: [{ left: '{{ vars.item.name }}', op: 'exists' }] },
            },
          ],
        },
      },
      form: {
        type: 'form',
        config: {
          title: 'Software request',
          submitLabel: 'Ask for it',
          saveAs: 'request',
          fields: [
            {
              key: 'software',
              label: 'Software',
              type: 'text',
              required: true,
              default: '{{ vars.item.name }}',
              max: 120,
            },
            {
              key: 'licences',
              label: 'For how many people?',
              type: 'number',
              required: true,
              default: 1,
              min: 1,
              max: 200,
            },
            { key: 'until', label: 'Needed by', type: 'date' },
            { key: 'reason', label: 'What for?', type: 'textarea', required: true },
          ],
        },
      },
      word: {
        type: 'condition',
        config: {
          cases: [
            {
              id: 'manager',
              label: 'Needs a manager’s word',
              when: {
                any: [
                  { left: '{{ vars.request.licences }}', op: 'gt', right: 5 },
                  { left: '{{ vars.item.licence }}', op: 'eq', right: 'paid' },
                  { not: { left: '{{ vars.item.name }}', op: 'exists' } },
                ],
              },
            },
          ],
        },
      },
      with_word: {
        type: 'message',
        config: {
          text: '**{{ vars.request.software }}** for {{ vars.request.licences }} needs your manager’s word. Send them this:\n\n> I need {{ vars.request.software }} for {{ vars.request.licences }} (by {{ vars.request.until | default: "no date" }}): {{ vars.request.reason }}',
        },
      },
      without_word: {
        type: 'message',
        config: { text: '**{{ vars.request.software }}** needs nobody’s word. It takes {{ vars.item.wait }}.' },
      },
      dropped: { type: 'message', config: { text: 'Nothing was asked for.' } },
      rating: { type: 'feedback', config: { text: 'Was that easy?', scale: 'stars' } },
      done: { type: 'end', config: { resolution: 'resolved' } },
    },
    edges: [
      'start -> kind',
      'kind option:catalogue -> list',
      'kind option:other -> form',
      'list -> chosen',
      'chosen case:some -> form',
      'chosen else -> kind',
      'form -> word',
      'form cancelled -> dropped',
      'word case:manager -> with_word',
      'word else -> without_word',
      'with_word -> rating',
      'without_word -> rating',
      'dropped -> done',
      'rating -> done',
    ],
  }),
  conversation: [
    { act: 'open', expect: ['Shall I show you what we have?'] },
    { act: 'choose', label: 'Show the catalogue', expect: ['Catalogue'] },
    { act: 'pick', row: 3, expect: ['Software request'] },
    {
      act: 'fill',
      values: { software: 'Password manager', licences: 1, reason: 'Passwords' },
      expect: ['needs nobody’s word', 'at once'],
    },
    { act: 'rate', score: 5, expect: [] },
  ],
};
