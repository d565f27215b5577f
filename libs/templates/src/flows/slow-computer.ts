import { both } from '../both.ts';
import type { FlowTemplate } from '../flow-template.ts';
import { adaptGuide, troubleshooting } from '../troubleshooting.ts';

const title = both('Computer is slow', 'Computer ist langsam');

export const slowComputer: FlowTemplate = {
  key: 'slow-computer',
  title,
  summary: both(
    'Finds the usual causes, from a restart that is overdue to a full disk, and asks for no restart of who has just had one.',
    'Findet die üblichen Ursachen, vom überfälligen Neustart bis zur vollen Festplatte, und verlangt keinen Neustart, der gerade erst war.',
  ),
  group: 'troubleshooting',
  needs: [],
  adapt: adaptGuide,
  source: troubleshooting({
    name: title,
    description: both(
      'Guided troubleshooting of a slow computer, with a summary for the helpdesk.',
      'Geführte Fehlersuche bei einem langsamen Computer, mit einer Zusammenfassung für den Helpdesk.',
    ),
    greeting: both(
      'Hello! A slow computer usually has one of five causes. Let us go through them.',
      'Guten Tag! Ein langsamer Computer hat meist eine von fünf Ursachen. Gehen wir sie durch.',
    ),
    problem: both('Computer is slow', 'Computer ist langsam'),
    works: both('Is it fast enough now?', 'Ist er jetzt schnell genug?'),
    about: {
      label: both('Name of your computer', 'Name Ihres Computers'),
      short: both('Computer', 'Computer'),
      help: both('Often on a label, such as NB-1042.', 'Oft auf einem Aufkleber, etwa NB-1042.'),
    },
    first: {
      id: 'last_restart',
      node: {
        type: 'choice',
        label: both('Last restart', 'Letzter Neustart'),
        config: {
          text: both(
            'When did you last **restart** it? Closing the lid does not count.',
            'Wann haben Sie ihn zuletzt **neu gestartet**? Zuklappen zählt nicht.',
          ),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          saveAs: 'restarted',
          options: [
            {
              id: 'recently',
              label: both('In the last few days', 'In den letzten Tagen'),
              also: [both('today', 'heute'), both('yesterday', 'gestern')],
            },
            {
              id: 'long_ago',
              label: both('Longer ago, or I do not know', 'Länger her, oder ich weiß es nicht'),
              also: [both('weeks ago', 'vor Wochen'), both('months ago', 'vor Monaten'), both('never', 'nie')],
            },
          ],
        },
      },
      leads: { 'option:recently': 'close_programs', 'option:long_ago': 'restart' },
    },
    steps: [
      {
        id: 'restart',
        label: both('Restart', 'Neustart'),
        text: both(
          'Save your work and choose **Restart**, not “Shut down”. Until then, updates wait and slow everything down.',
          'Sichern Sie Ihre Arbeit und wählen Sie **Neu starten**, nicht „Herunterfahren“. Bis dahin warten Updates und bremsen alles.',
        ),
        tried: both('restarted', 'neu gestartet'),
      },
      {
        id: 'close_programs',
        label: both('Close programs', 'Programme schließen'),
        text: both(
          'Close the programs that you do not need just now. Browsers with many tabs take the most.',
          'Schließen Sie Programme, die Sie gerade nicht brauchen. Am meisten nehmen sich Browser mit vielen Tabs.',
        ),
        tried: both('programs closed', 'Programme geschlossen'),
      },
      {
        id: 'disk',
        label: both('Free disk space', 'Freier Speicherplatz'),
        text: both(
          'Check the free space on your disk. With less than 10 % it gets slow: empty the recycle bin and clear out your downloads.',
          'Prüfen Sie den freien Platz auf Ihrer Festplatte. Unter 10 % wird es langsam: Leeren Sie den Papierkorb und räumen Sie Ihre Downloads auf.',
        ),
        tried: both('disk space checked', 'Speicherplatz geprüft'),
      },
      {
        id: 'power',
        label: both('Power mode', 'Energiemodus'),
        text: both(
          'Plug in the charger and choose “Best performance” in the power settings.',
          'Schließen Sie das Netzteil an und wählen Sie in den Energieeinstellungen „Beste Leistung“.',
        ),
        tried: both('charger and power mode', 'Netzteil und Energiemodus'),
      },
      {
        id: 'updates',
        label: both('Updates', 'Updates'),
        text: both(
          'Install the updates that your system offers, and restart once more.',
          'Installieren Sie die Updates, die Ihr System anbietet, und starten Sie noch einmal neu.',
        ),
        tried: both('updates installed', 'Updates installiert'),
      },
    ],
  }),
  tests: [
    {
      name: both('A restart helps', 'Ein Neustart hilft'),
      turns: [
        { act: 'open', expect: [both('When did you last', 'Wann haben Sie ihn zuletzt')] },
        {
          act: 'say',
          text: both('weeks ago', 'vor Wochen'),
          expect: [both('not “Shut down”', 'nicht „Herunterfahren“')],
        },
        { act: 'choose', options: ['yes'], expect: [both('glad that did it', 'dann ist das erledigt')] },
        { act: 'rate', score: 'up', expect: [] },
      ],
    },
    {
      name: both('Just restarted: begins with the programs', 'Gerade neu gestartet: beginnt mit den Programmen'),
      turns: [
        { act: 'open', expect: [both('When did you last', 'Wann haben Sie ihn zuletzt')] },
        { act: 'choose', options: ['recently'], expect: [both('Browsers with many tabs', 'Browser mit vielen Tabs')] },
        { act: 'choose', options: ['no'], expect: [both('less than 10 %', 'Unter 10 %')] },
        { act: 'choose', options: ['help'], expect: [both('Three details', 'Drei Angaben')] },
        {
          act: 'fill',
          values: { about: 'NB-1042', since: both('for two weeks', 'seit zwei Wochen') },
          expect: [
            'NB-1042',
            both('Tried without success: programs closed', 'Erfolglos versucht: Programme geschlossen'),
          ],
        },
      ],
    },
  ],
};
