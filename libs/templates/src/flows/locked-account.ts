import type { FlowTemplate } from '../flow-template.ts';
import { troubleshootingFlow } from '../troubleshooting-flow.ts';

export const lockedAccount: FlowTemplate = {
  key: 'locked-account',
  title: 'Account is locked',
  summary: 'Explains why accounts get locked, finds the device that locks it again, and gathers what the desk needs.',
  group: 'troubleshooting',
  needs: [],
  document: troubleshootingFlow({
    key: 'locked-account',
    name: 'Account is locked',
    description:
      'Guided troubleshooting of a locked account. It unlocks nothing: who may do that needs proof of who asks.',
    greeting:
      'A locked account mostly opens by itself after a while, unless a device goes on trying an **old password**.',
    subject: 'Sign-in',
    steps: [
      { id: 'wait', text: 'Have 15 minutes passed without a try? Then sign in once, slowly, with Caps Lock off.' },
      {
        id: 'phone',
        text: 'Switch your phone and tablet to flight mode: mail apps try old passwords again and again.',
      },
      {
        id: 'saved_passwords',
        text: 'Remove old passwords that your browser and your device have saved for the company.',
      },
      { id: 'mapped_drives', text: 'Disconnect network drives, and sign out of remote sessions that you left open.' },
    ],
  }),
  conversation: [
    { act: 'open', expect: ['old password', 'Step 1 of 4'] },
    { act: 'choose', label: 'No', expect: ['flight mode'] },
    { act: 'choose', label: 'Yes, it works', expect: ['Good.'] },
    { act: 'rate', score: 'up', expect: [] },
  ],
};
