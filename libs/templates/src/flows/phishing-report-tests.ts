import { both } from '../both.ts';
import type { TemplateTest } from '../flow-template.ts';

/** What it is checked to do, as conversations. */
export const phishingReportTests: readonly TemplateTest[] = [
  {
    name: both('A link was clicked', 'Ein Link wurde angeklickt'),
    turns: [
      { act: 'open', expect: [both('click nothing more', 'nichts mehr an')] },
      {
        act: 'choose',
        options: ['clicked'],
        expect: [both('Close that page', 'Schließen Sie die Seite'), both('Who is it from?', 'Von wem ist sie?')],
      },
      {
        act: 'fill',
        values: { sender: 'boss@examp1e.com', subject: both('Invoice', 'Rechnung'), day: '2025-11-24' },
        expect: ['boss@examp1e.com', both('Done so far: link clicked', 'Bisher geschehen: Link angeklickt')],
      },
    ],
  },
  {
    name: both('A password and an attachment', 'Ein Passwort und ein Anhang'),
    turns: [
      { act: 'open', expect: [both('click nothing more', 'nichts mehr an')] },
      {
        act: 'choose',
        options: ['opened', 'password'],
        expect: [
          both('Change that password now', 'Ändern Sie dieses Passwort jetzt'),
          both('unplug the network cable', 'ziehen Sie das Netzwerkkabel'),
        ],
      },
      {
        act: 'fill',
        values: { sender: 'it@examp1e.com', subject: both('Your mailbox is full', 'Ihr Postfach ist voll') },
        expect: [
          both('attachment opened, password entered', 'Anhang geöffnet, Passwort eingegeben'),
          both('not given', 'keine Angabe'),
        ],
      },
    ],
  },
  {
    name: both('Only read, and no time', 'Nur gelesen, und keine Zeit'),
    turns: [
      { act: 'open', expect: [both('click nothing more', 'nichts mehr an')] },
      { act: 'say', text: both('nothing', 'nichts'), expect: [both('does no harm', 'schadet nicht')] },
      { act: 'cancel', expect: [both('still forward the mail', 'bitte trotzdem')] },
    ],
  },
];
