import type { FlowTemplate } from '../flow-template.ts';
import { troubleshootingFlow } from '../troubleshooting-flow.ts';

export const vpn: FlowTemplate = {
  key: 'vpn-help',
  title: 'VPN does not connect',
  summary: 'Five things to try when the VPN fails, and a summary for the helpdesk when none of them helps.',
  group: 'troubleshooting',
  needs: [],
  document: troubleshootingFlow({
    key: 'vpn-help',
    name: 'VPN does not connect',
    description: 'Guided troubleshooting of the VPN, with a summary for the helpdesk.',
    greeting: 'Let us get your **VPN** going. It takes about three minutes.',
    subject: 'VPN',
    steps: [
      { id: 'online', text: 'Open any web page outside the company, such as a news site.' },
      { id: 'restart_client', text: 'Quit the VPN client fully (also beside the clock) and start it again.' },
      { id: 'gateway', text: 'Choose another gateway in the client, or “Automatic”.' },
      { id: 'clock', text: 'Check date and time of your device: when they are wrong, certificates are refused.' },
      { id: 'other_network', text: 'Try another network: the hotspot of your phone for a minute.' },
    ],
  }),
  conversation: [
    { act: 'open', expect: ['Step 1 of 5'] },
    { act: 'choose', label: 'No', expect: ['Step 2 of 5'] },
    { act: 'say', text: 'yes', expect: ['Good.', 'Was this a help?'] },
    { act: 'rate', score: 'up', expect: [] },
  ],
};
