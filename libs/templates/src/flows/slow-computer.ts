import type { FlowTemplate } from '../flow-template.ts';
import { troubleshootingFlow } from '../troubleshooting-flow.ts';

export const slowComputer: FlowTemplate = {
  key: 'slow-computer',
  title: 'Computer is slow',
  summary: 'Finds the usual causes of a slow computer, from a missing restart to a full disk.',
  group: 'troubleshooting',
  needs: [],
  document: troubleshootingFlow({
    key: 'slow-computer',
    name: 'Computer is slow',
    description: 'Guided troubleshooting of a slow computer, with a summary for the helpdesk.',
    greeting: 'A slow computer mostly has one of five causes. Let us go through them.',
    subject: 'The computer is slow; it',
    first: {
      nodes: {
        uptime: {
          type: 'question',
          config: {
            text: 'How many **days** ago did you last restart it? (A number; 0 for today.)',
            saveAs: 'days',
            expects: 'number',
            retryText: 'A number of days, please.',
          },
        },
        long_ago: {
          type: 'condition',
          config: {
            cases: [
              {
                id: 'long',
                label: 'More than a week',
                when: { all: [{ left: '{{ vars.days }}', op: 'gt', right: 7 }] },
              },
            ],
          },
        },
        why_restart: {
          type: 'message',
          config: {
            text: '{{ vars.days }} days are long: updates wait for a restart and slow everything down until then.',
          },
        },
      },
      edges: [
        'start -> uptime',
        'uptime -> long_ago',
        'uptime gave_up -> restart',
        'long_ago case:long -> why_restart',
        'long_ago else -> close_programs',
        'why_restart -> restart',
      ],
    },
    steps: [
      { id: 'restart', text: 'Save your work and choose **Restart** (not: shut down).' },
      { id: 'close_programs', text: 'Close what you do not need, browsers with many tabs first.' },
      {
        id: 'disk',
        text: 'Look at the free space of your disk: below 10 % it gets slow. Empty the bin and the downloads.',
      },
      { id: 'power_plan', text: 'Plug in the charger and choose “Best performance” in the energy settings.' },
      { id: 'updates', text: 'Install what the system offers as updates, and restart once more.' },
    ],
  }),
  conversation: [
    { act: 'open', expect: ['How many **days**'] },
    { act: 'say', text: 'two weeks', expect: ['A number of days, please.'] },
    { act: 'say', text: '14', expect: ['14 days are long', 'Step 1 of 5'] },
    { act: 'choose', label: 'Yes, it works', expect: ['Good.'] },
    { act: 'rate', score: 'up', expect: [] },
  ],
};
