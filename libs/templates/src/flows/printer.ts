import type { FlowTemplate } from '../flow-template.ts';
import { troubleshootingFlow } from '../troubleshooting-flow.ts';

export const printer: FlowTemplate = {
  key: 'printer-help',
  title: 'Printer does not print',
  summary: 'From paper and queue to the right printer, with a summary that names the device.',
  group: 'troubleshooting',
  needs: [],
  document: troubleshootingFlow({
    key: 'printer-help',
    name: 'Printer does not print',
    description: 'Guided troubleshooting of a printer, with a summary for the helpdesk.',
    greeting: 'Let us get you your **print-out**.',
    subject: 'The printer',
    steps: [
      {
        id: 'display',
        text: 'Look at the printer’s display: paper, toner or a jam are named there. Mend it, and wait a minute.',
      },
      { id: 'right_printer', text: 'Check that you chose the printer that you stand at: its name is on its label.' },
      { id: 'queue', text: 'Open the print queue on your device, remove what is stuck, and print again.' },
      { id: 'power', text: 'Switch the printer off, wait ten seconds, and switch it on.' },
      { id: 'test_page', text: 'Print a test page from the printer’s settings on your device.' },
    ],
  }),
  conversation: [
    { act: 'open', expect: ['Step 1 of 5'] },
    ...(['2', '3', '4', '5'] as const).map((step) => ({
      act: 'choose' as const,
      label: 'No',
      expect: [`Step ${step} of 5`],
    })),
    { act: 'choose', label: 'No', expect: ['Then a colleague has to look at it'] },
    {
      act: 'fill',
      values: { device: 'PRN-3-07', since: 'this morning' },
      expect: ['PRN-3-07', 'display, right printer, queue, power, test page', '**Message:** none'],
    },
    { act: 'rate', score: 'up', expect: [] },
  ],
};
