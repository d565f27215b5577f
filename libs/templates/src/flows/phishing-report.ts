import { flowOf } from '../flow-of.ts';
import type { FlowTemplate } from '../flow-template.ts';

export const phishingReport: FlowTemplate = {
  key: 'phishing-report',
  title: 'Report a phishing mail',
  summary: 'Judges by a few questions how bad it is, says what to do at once, and makes the report.',
  group: 'security',
  needs: [],
  document: flowOf({
    key: 'phishing-report',
    name: 'Report a phishing mail',
    description: 'What to do with a suspicious mail, by what was already done with it.',
    variables: [{ key: 'mail', type: 'object', description: 'The mail' }],
    nodes: {
      start: {
        type: 'start',
        config: { greeting: 'Thank you for being careful. **Do not click anything more** in that mail.' },
      },
      done_so_far: {
        type: 'choice',
        config: {
          text: 'What did you do with it?',
          style: 'buttons',
          multiple: true,
          saveAs: 'did',
          options: [
            { id: 'read', label: 'Only read it', value: 'read' },
            { id: 'clicked', label: 'Clicked a link', value: 'clicked' },
            { id: 'password', label: 'Entered a password', value: 'password' },
            { id: 'opened', label: 'Opened an attachment', value: 'opened' },
          ],
        },
      },
      worst: {
        type: 'condition',
        config: {
          cases: [
            {
              id: 'password',
              label: 'A password was entered',
              when: { all: [{ left: '{{ vars.did }}', op: 'contains', right: 'password' }] },
            },
            {
              id: 'opened',
              label: 'An attachment was opened',
              when: { all: [{ left: '{{ vars.did }}', op: 'contains', right: 'opened' }] },
            },
            {
              id: 'clicked',
              label: 'A link was clicked',
              when: { all: [{ left: '{{ vars.did }}', op: 'contains', right: 'clicked' }] },
            },
          ],
        },
      },
      change_password: {
        type: 'message',
        config: {
          text: '**Change that password now**, everywhere you use it, from another device. Then call your IT desk.',
        },
      },
      unplug: {
        type: 'message',
        config: {
          text: '**Switch off Wi-Fi and unplug the network cable**, leave the device on, and call your IT desk.',
        },
      },
      close_page: {
        type: 'message',
        config: {
          text: 'Close the page. As long as you entered nothing, that is mostly all. Watch for odd sign-in messages.',
        },
      },
      harmless: { type: 'message', config: { text: 'Reading alone does no harm.' } },
      mail: {
        type: 'form',
        config: {
          title: 'About the mail',
          submitLabel: 'Make the report',
          saveAs: 'mail',
          fields: [
            { key: 'sender', label: 'Address of the sender', type: 'email', required: true },
            { key: 'subject', label: 'Subject', type: 'text', required: true },
            { key: 'day', label: 'Received on', type: 'date' },
          ],
        },
      },
      report: {
        type: 'message',
        config: {
          text: 'Forward the mail **as an attachment** to your security team, with this:\n\n> From {{ vars.mail.sender }}, “{{ vars.mail.subject }}”. So far: {{ vars.did | join: ", " }}.\n\nThen delete it.',
        },
      },
      skipped: {
        type: 'message',
        config: { text: 'Then forward the mail as an attachment to your security team, and delete it.' },
      },
      done: { type: 'end', config: { resolution: 'escalated' } },
    },
    edges: [
      'start -> done_so_far',
      'done_so_far -> worst',
      'worst case:password -> change_password',
      'worst case:opened -> unplug',
      'worst case:clicked -> close_page',
      'worst else -> harmless',
      'change_password -> mail',
      'unplug -> mail',
      'close_page -> mail',
      'harmless -> mail',
      'mail -> report',
      'mail cancelled -> skipped',
      'report -> done',
      'skipped -> done',
    ],
  }),
  conversation: [
    { act: 'open', expect: ['What did you do with it?'] },
    { act: 'choose', label: 'Clicked a link', expect: ['Close the page', 'About the mail'] },
    {
      act: 'fill',
      values: { sender: 'boss@examp1e.com', subject: 'Invoice' },
      expect: ['From boss@examp1e.com', 'clicked'],
    },
  ],
};
