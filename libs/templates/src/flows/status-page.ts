import { flowOf } from '../flow-of.ts';
import type { FlowTemplate } from '../flow-template.ts';

export const statusPage: FlowTemplate = {
  key: 'service-status',
  title: 'Is it down?',
  summary: 'Reads your status page over HTTP and shows what is disturbed; says so when the page itself cannot be read.',
  group: 'answers',
  needs: ['The address of a status page with a JSON summary, in the HTTP node'],
  document: flowOf({
    key: 'service-status',
    name: 'Is it down?',
    description: 'Shows what a status page says. Most of them answer under /api/v2/summary.json.',
    variables: [
      {
        key: 'statusUrl',
        type: 'string',
        default: 'https://status.example.com/api/v2/summary.json',
        description: 'Your status page',
      },
      { key: 'page', type: 'object', description: 'What it answered' },
    ],
    nodes: {
      start: { type: 'start', config: { greeting: 'One moment, I look at the status page.' } },
      read: {
        type: 'http',
        config: {
          method: 'GET',
          url: '{{ vars.statusUrl }}',
          timeoutMs: 5000,
          retry: { attempts: 2, backoffMs: 300 },
          saveAs: 'page',
        },
      },
      disturbed: {
        type: 'set',
        label: 'What is disturbed',
        config: {
          assignments: [
            {
              key: 'disturbed',
              value: "{{ vars.page.body.components | where_exp: 'one', 'one.status != \"operational\"' }}",
            },
          ],
        },
      },
      any: {
        type: 'condition',
        config: {
          cases: [{ id: 'some', label: 'Something is', when: { not: { left: '{{ vars.disturbed }}', op: 'empty' } } }],
        },
      },
      list: {
        type: 'table',
        config: {
          title: 'Disturbed now',
          rows: '{{ vars.disturbed }}',
          columns: [
            { key: 'name', label: 'Service' },
            { key: 'status', label: 'State' },
            { key: 'updated_at', label: 'Since' },
          ],
        },
      },
      all_well: {
        type: 'message',
        config: { text: 'Everything works, says the status page. So it may be something of yours.' },
      },
      unreadable: {
        type: 'message',
        config: {
          text: 'I cannot read the status page just now ({{ nodes.read.error.code }}). Try again in a few minutes.',
        },
      },
      helped: { type: 'feedback', config: { text: 'Does that answer it?', scale: 'thumbs' } },
      done: { type: 'end', config: { resolution: 'resolved' } },
    },
    edges: [
      'start -> read',
      'read -> disturbed',
      'read error -> unreadable',
      'disturbed -> any',
      'any case:some -> list',
      'any else -> all_well',
      'list -> helped',
      'all_well -> helped',
      'unreadable -> helped',
      'helped -> done',
    ],
    notes: [{ id: 'url', text: 'Set “statusUrl” under Flow to the address of your own status page.', x: 0, y: -200 }],
  }),
  // The example's address does not exist: that, too, is answered.
  conversation: [
    { act: 'open', expect: ['I cannot read the status page'] },
    { act: 'rate', score: 'up', expect: [] },
  ],
};
