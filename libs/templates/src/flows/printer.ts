import { both } from '../both.ts';
import type { FlowTemplate } from '../flow-template.ts';
import { adaptGuide, troubleshooting } from '../troubleshooting.ts';

const title = both('Printer does not print', 'Drucker druckt nicht');

export const printer: FlowTemplate = {
  key: 'printer-help',
  title,
  summary: both(
    'From the display to the queue and the right printer, with a summary that names the printer for the helpdesk.',
    'Von der Anzeige über die Warteschlange zum richtigen Drucker, mit einer Zusammenfassung, die dem Helpdesk den Drucker nennt.',
  ),
  group: 'troubleshooting',
  needs: [],
  adapt: adaptGuide,
  source: troubleshooting({
    name: title,
    description: both(
      'Guided troubleshooting of a printer, with a summary for the helpdesk.',
      'Geführte Fehlersuche beim Drucker, mit einer Zusammenfassung für den Helpdesk.',
    ),
    greeting: both(
      'Hello! Let us get your pages onto paper. It helps to stand at the **printer** while we try.',
      'Guten Tag! Bringen wir Ihre Seiten aufs Papier. Am besten stehen Sie dabei am **Drucker**.',
    ),
    problem: both('Printer does not print', 'Drucker druckt nicht'),
    works: both('Does it print now?', 'Druckt er jetzt?'),
    about: {
      label: both('Which printer?', 'Welcher Drucker?'),
      short: both('Printer', 'Drucker'),
      help: both('Its name is on a label, such as PRN-3-07.', 'Sein Name steht auf einem Aufkleber, etwa PRN-3-07.'),
    },
    steps: [
      {
        id: 'display',
        label: both('1 Printer display', '1 Anzeige am Drucker'),
        text: both(
          'Look at the printer’s display. Does it ask for paper or toner, or report a jam? Then fix that first and wait a minute.',
          'Sehen Sie auf die Anzeige des Druckers. Verlangt sie Papier oder Toner, oder meldet sie einen Papierstau? Dann beheben Sie das zuerst und warten Sie eine Minute.',
        ),
        tried: both('display checked', 'Anzeige geprüft'),
      },
      {
        id: 'right_printer',
        label: both('2 The right printer', '2 Der richtige Drucker'),
        text: both(
          'Compare the name on the printer’s label with the printer chosen on your computer. They must be the same.',
          'Vergleichen Sie den Namen auf dem Aufkleber mit dem Drucker, der auf Ihrem Computer gewählt ist. Beide müssen gleich sein.',
        ),
        tried: both('right printer chosen', 'richtigen Drucker gewählt'),
      },
      {
        id: 'queue',
        label: both('3 Print queue', '3 Druckwarteschlange'),
        text: both(
          'Open the list of print jobs on your computer, delete what is stuck there, and print again.',
          'Öffnen Sie auf Ihrem Computer die Liste der Druckaufträge, löschen Sie, was dort festhängt, und drucken Sie noch einmal.',
        ),
        tried: both('print queue cleared', 'Druckwarteschlange geleert'),
      },
      {
        id: 'power',
        label: both('4 Off and on', '4 Aus und ein'),
        text: both(
          'Switch the printer off, wait ten seconds, and switch it on again. It needs about two minutes to be ready.',
          'Schalten Sie den Drucker aus, warten Sie zehn Sekunden und schalten Sie ihn wieder ein. Nach etwa zwei Minuten ist er bereit.',
        ),
        tried: both('printer switched off and on', 'Drucker aus- und eingeschaltet'),
      },
    ],
  }),
  tests: [
    {
      name: both('Nothing helps: a summary', 'Nichts hilft: eine Zusammenfassung'),
      turns: [
        { act: 'open', expect: [both('Step 1 of 4', 'Schritt 1 von 4')] },
        { act: 'choose', options: ['no'], expect: [both('Step 2 of 4', 'Schritt 2 von 4')] },
        { act: 'choose', options: ['no'], expect: [both('Step 3 of 4', 'Schritt 3 von 4')] },
        {
          act: 'say',
          text: both('no, it does not work', 'nein, geht nicht'),
          expect: [both('Step 4 of 4', 'Schritt 4 von 4')],
        },
        { act: 'choose', options: ['no'], expect: [both('Three details', 'Drei Angaben')] },
        {
          act: 'fill',
          values: { about: 'PRN-3-07', since: both('this morning', 'seit heute früh') },
          expect: [
            'PRN-3-07',
            both(
              'display checked, right printer chosen, print queue cleared, printer switched off and on',
              'Anzeige geprüft, richtigen Drucker gewählt, Druckwarteschlange geleert, Drucker aus- und eingeschaltet',
            ),
            both('Error message: none', 'Fehlermeldung: keine'),
          ],
        },
      ],
    },
    {
      name: both('It was the wrong printer', 'Es war der falsche Drucker'),
      turns: [
        { act: 'open', expect: [both('Step 1 of 4', 'Schritt 1 von 4')] },
        { act: 'choose', options: ['no'], expect: [both('name on the printer’s label', 'Namen auf dem Aufkleber')] },
        { act: 'choose', options: ['yes'], expect: [both('glad that did it', 'dann ist das erledigt')] },
        { act: 'rate', score: 'up', expect: [] },
      ],
    },
  ],
};
