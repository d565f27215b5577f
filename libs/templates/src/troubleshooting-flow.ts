import type { FlowDocument, FlowNode } from '@patchbay/flow-spec';
import { flowOf } from './flow-of.ts';
import { guidedSteps, triedVariable } from './guided-steps.ts';

interface Troubleshooting {
  key: string;
  name: string;
  description: string;
  greeting: string;
  /** What it is about, as in "the … does not work". */
  subject: string;
  steps: readonly { id: string; text: string }[];
  /** Nodes between the greeting and the first step, and the edges that lead through them to it. */
  first?: { nodes: Record<string, Omit<FlowNode, 'id'>>; edges: readonly string[] };
}

/** Steps to try, one after another; when none helps, a form and a summary that the user can hand to who helps on. */
export function troubleshootingFlow({
  key,
  name,
  description,
  greeting,
  subject,
  steps,
  first,
}: Troubleshooting): FlowDocument {
  const guide = guidedSteps({ steps, fixed: 'fixed', open: 'details' });
  return flowOf({
    key,
    name,
    description,
    variables: [
      triedVariable,
      { key: 'details', type: 'object', description: 'What a colleague needs to know to help on' },
    ],
    nodes: {
      start: { type: 'start', config: { greeting } },
      ...first?.nodes,
      ...guide.nodes,
      fixed: { type: 'message', config: { text: 'Good. Should it come back, start here again.' } },
      details: {
        type: 'form',
        config: {
          title: 'Then a colleague has to look at it',
          submitLabel: 'Continue',
          saveAs: 'details',
          fields: [
            {
              key: 'device',
              label: 'Name of your device',
              type: 'text',
              required: true,
              help: 'It often stands on a label.',
            },
            { key: 'since', label: 'Since when?', type: 'text', required: true },
            { key: 'message', label: 'Error message, word for word', type: 'textarea' },
          ],
        },
      },
      summary: {
        type: 'message',
        config: {
          text: [
            'Give this to your IT helpdesk, so that nobody asks you again:',
            '',
            `- **What:** ${subject} does not work`,
            '- **Device:** {{ vars.details.device }}',
            '- **Since:** {{ vars.details.since }}',
            '- **Message:** {{ vars.details.message | default: "none" }}',
            '- **Tried:** {{ vars.tried | join: ", " | default: "nothing" }}',
          ].join('\n'),
        },
      },
      not_given: { type: 'message', config: { text: 'All right. Tried so far: {{ vars.tried | join: ", " }}.' } },
      rating: { type: 'feedback', config: { text: 'Was this a help?', scale: 'thumbs' } },
      solved: { type: 'end', config: { resolution: 'resolved' } },
      rating_open: { type: 'feedback', config: { text: 'Was this a help all the same?', scale: 'thumbs' } },
      passed_on: { type: 'end', config: { resolution: 'escalated' } },
    },
    edges: [
      ...(first?.edges ?? [`start -> ${steps[0]?.id ?? 'details'}`]),
      ...guide.edges,
      'fixed -> rating',
      'rating -> solved',
      'details -> summary',
      'details cancelled -> not_given',
      'summary -> rating_open',
      'not_given -> rating_open',
      'rating_open -> passed_on',
    ],
  });
}
