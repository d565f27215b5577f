import { flowOf } from '../flow-of.ts';
import type { FlowTemplate } from '../flow-template.ts';

export const lostDevice: FlowTemplate = {
  key: 'lost-device',
  title: 'Lost or stolen device',
  summary: 'What to do in the first minutes after a device is gone, and a report that holds everything at once.',
  group: 'security',
  needs: [],
  document: flowOf({
    key: 'lost-device',
    name: 'Lost or stolen device',
    description: 'First steps after a device is lost, and a report for the security team. It locks nothing itself.',
    variables: [{ key: 'report', type: 'object', description: 'The report' }],
    nodes: {
      start: { type: 'start', config: { greeting: 'Good that you say so at once: **minutes count**.' } },
      how: {
        type: 'choice',
        config: {
          text: 'What happened?',
          style: 'buttons',
          match: 'words',
          saveAs: 'how',
          options: [
            { id: 'lost', label: 'I lost it', also: ['lost', 'forgot', 'left'] },
            { id: 'stolen', label: 'It was stolen', also: ['stolen', 'theft', 'robbed'] },
          ],
        },
      },
      lost: {
        type: 'message',
        config: { text: 'Call where you were last: lost property of trains and taxis is mostly found the same day.' },
      },
      stolen: {
        type: 'message',
        config: {
          text: 'Go to the police **first** and have the report’s number written down: the insurance asks for it.',
        },
      },
      first: {
        type: 'message',
        config: {
          text: '1. Call the emergency number of your IT desk: only a person can lock the device.\n2. Change your password from another device.\n3. End your other sessions where your account offers it.',
        },
      },
      report: {
        type: 'form',
        config: {
          title: 'Report',
          submitLabel: 'Make the report',
          saveAs: 'report',
          fields: [
            {
              key: 'kind',
              label: 'What is gone?',
              type: 'select',
              required: true,
              options: ['Laptop', 'Phone', 'Tablet', 'Something else'],
            },
            { key: 'name', label: 'Its name or number', type: 'text', help: 'As on its label, if you know it.' },
            { key: 'day', label: 'Day', type: 'date', required: true },
            { key: 'where', label: 'Where was it last?', type: 'text', required: true },
            { key: 'data', label: 'Customer or personal data on it', type: 'checkbox' },
            { key: 'police', label: 'Number of the police report', type: 'text' },
          ],
        },
      },
      data: {
        type: 'condition',
        config: {
          cases: [
            {
              id: 'data',
              label: 'Data is on it',
              when: { all: [{ left: '{{ vars.report.data }}', op: 'eq', right: true }] },
            },
          ],
        },
      },
      privacy: {
        type: 'message',
        config: {
          text: 'Because of the data, **data protection** must hear of it within 72 hours: pass the report on to them as well.',
        },
      },
      text: {
        type: 'message',
        config: {
          text: '> {{ vars.report.kind }} {{ vars.report.name }}, {{ vars.how | downcase }}, {{ vars.report.day }}, {{ vars.report.where }}. Police: {{ vars.report.police | default: "not yet" }}.\n\nSend this to your security team.',
        },
      },
      done: { type: 'end', config: { resolution: 'escalated' } },
    },
    edges: [
      'start -> how',
      'how option:lost -> lost',
      'how option:stolen -> stolen',
      'lost -> first',
      'stolen -> first',
      'first -> report',
      'report -> data',
      'report cancelled -> done',
      'data case:data -> privacy',
      'data else -> text',
      'privacy -> text',
      'text -> done',
    ],
  }),
  conversation: [
    { act: 'open', expect: ['What happened?'] },
    { act: 'say', text: 'My bag was stolen', expect: ['police', 'Report'] },
    {
      act: 'fill',
      values: { kind: 'Laptop', name: 'NB-1042', day: '2026-11-20', where: 'Train to Ulm', data: true },
      expect: ['72 hours', 'Laptop NB-1042', 'Police: not yet'],
    },
  ],
};
