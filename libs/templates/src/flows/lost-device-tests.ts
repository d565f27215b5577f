import { both } from '../both.ts';
import type { TemplateTest } from '../flow-template.ts';

/** What it is checked to do, as conversations. */
export const lostDeviceTests: readonly TemplateTest[] = [
  {
    name: both('Stolen, with data on it', 'Gestohlen, mit Daten darauf'),
    turns: [
      { act: 'open', expect: [both('What happened?', 'Was ist geschehen?')] },
      {
        act: 'say',
        text: both('My bag was stolen on the train', 'Meine Tasche wurde im Zug gestohlen'),
        expect: [both('police', 'Polizei'), both('Do this now', 'Tun Sie jetzt')],
      },
      { act: 'choose', options: ['yes'], expect: [both('What is gone?', 'Was ist weg?')] },
      {
        act: 'fill',
        values: {
          kind: 'laptop',
          name: 'NB-1042',
          day: '2025-11-20',
          where: both('Train to Ulm', 'Zug nach Ulm'),
          data: true,
        },
        expect: ['72', 'Laptop NB-1042', both('When: 20 Nov 2025', 'Wann: 20.11.2025'), both('none yet', 'noch keine')],
      },
    ],
  },
  {
    name: both('Lost, without data', 'Verloren, ohne Daten'),
    turns: [
      { act: 'open', expect: [both('What happened?', 'Was ist geschehen?')] },
      { act: 'choose', options: ['lost'], expect: [both('lost property office', 'Fundbüro')] },
      { act: 'say', text: both('later', 'später'), expect: [both('What is gone?', 'Was ist weg?')] },
      {
        act: 'fill',
        values: { kind: 'phone', day: '2025-11-23', where: both('Taxi from the station', 'Taxi vom Bahnhof') },
        expect: [both('Phone', 'Telefon'), both('What happened: lost', 'Was geschehen ist: verloren')],
      },
    ],
  },
  {
    name: both('No time for the report', 'Keine Zeit für die Meldung'),
    turns: [
      { act: 'open', expect: [both('What happened?', 'Was ist geschehen?')] },
      { act: 'choose', options: ['stolen'], expect: [both('Have you called?', 'Haben Sie angerufen?')] },
      { act: 'choose', options: ['later'], expect: [both('Report', 'Meldung')] },
      { act: 'cancel', expect: [both('so that the device is locked', 'damit das Gerät gesperrt wird')] },
    ],
  },
];
