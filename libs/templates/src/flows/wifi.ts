import type { FlowTemplate } from '../flow-template.ts';
import { troubleshootingFlow } from '../troubleshooting-flow.ts';

export const wifi: FlowTemplate = {
  key: 'wifi-help',
  title: 'Wi-Fi does not work',
  summary: 'Tells apart no network, no sign-in and a slow one, then guides through what helps.',
  group: 'troubleshooting',
  needs: [],
  document: troubleshootingFlow({
    key: 'wifi-help',
    name: 'Wi-Fi does not work',
    description: 'Guided troubleshooting of Wi-Fi, with a summary for the helpdesk.',
    greeting: 'Let us look at your **Wi-Fi**.',
    subject: 'Wi-Fi',
    first: {
      nodes: {
        where: {
          type: 'choice',
          config: {
            text: 'What do you see?',
            style: 'buttons',
            match: 'words',
            saveAs: 'symptom',
            options: [
              { id: 'none', label: 'My network is not in the list', also: ['not in the list', 'no network'] },
              { id: 'refused', label: 'It asks for a password again and again', also: ['password', 'sign in'] },
              { id: 'slow', label: 'Connected, but slow or without internet', also: ['slow', 'no internet'] },
            ],
          },
        },
        hint_none: {
          type: 'message',
          config: { text: 'Then it is mostly the radio: a switch, flight mode, or too far from the access point.' },
        },
        hint_refused: {
          type: 'message',
          config: {
            text: 'After a change of password, devices keep the old one. “Forget” the network in the step that says so.',
          },
        },
      },
      edges: [
        'start -> where',
        'where option:none -> hint_none',
        'where option:refused -> hint_refused',
        'where option:slow -> flight_mode',
        'hint_none -> flight_mode',
        'hint_refused -> flight_mode',
      ],
    },
    steps: [
      { id: 'flight_mode', text: 'Switch flight mode on, wait ten seconds, and switch it off.' },
      { id: 'closer', text: 'Go closer to the access point, or into the corridor.' },
      { id: 'forget_network', text: 'Choose “Forget this network”, then connect again with your current password.' },
      { id: 'restart_device', text: 'Restart the device.' },
    ],
  }),
  conversation: [
    { act: 'open', expect: ['What do you see?'] },
    { act: 'say', text: 'it wants my password', expect: ['keep the old one', 'Step 1 of 4'] },
    { act: 'choose', label: 'No', expect: ['Step 2 of 4'] },
    { act: 'choose', label: 'No', expect: ['Step 3 of 4'] },
    { act: 'choose', label: 'Yes, it works', expect: ['Good.'] },
    { act: 'rate', score: 'down', expect: [] },
  ],
};
