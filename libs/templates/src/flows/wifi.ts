import { both } from '../both.ts';
import type { FlowTemplate } from '../flow-template.ts';
import { adaptGuide, troubleshooting } from '../troubleshooting.ts';

const title = both('Wi-Fi does not work', 'WLAN funktioniert nicht');

export const wifi: FlowTemplate = {
  key: 'wifi-help',
  title,
  summary: both(
    'Asks what is seen, then begins with what helps: no network in the list, the password again and again, or connected but slow.',
    'Fragt, was zu sehen ist, und beginnt mit dem, was hilft: kein Netz in der Liste, immer wieder das Passwort, oder verbunden, aber langsam.',
  ),
  group: 'troubleshooting',
  needs: [],
  adapt: adaptGuide,
  source: troubleshooting({
    name: title,
    description: both(
      'Guided troubleshooting of Wi-Fi, with a summary for the helpdesk.',
      'Geführte Fehlersuche beim WLAN, mit einer Zusammenfassung für den Helpdesk.',
    ),
    greeting: both('Hello! Let us have a look at your **Wi-Fi**.', 'Guten Tag! Sehen wir uns Ihr **WLAN** an.'),
    problem: both('Wi-Fi does not work', 'WLAN funktioniert nicht'),
    works: both('Does the Wi-Fi work now?', 'Geht das WLAN jetzt?'),
    about: {
      label: both('Where are you, and with which device?', 'Wo sind Sie, und mit welchem Gerät?'),
      short: both('Place and device', 'Ort und Gerät'),
      help: both('Such as: meeting room 2.14, laptop NB-1042.', 'Etwa: Besprechungsraum 2.14, Laptop NB-1042.'),
    },
    first: {
      id: 'symptom',
      node: {
        type: 'choice',
        label: both('What is seen', 'Was zu sehen ist'),
        config: {
          text: both('Which of these fits best?', 'Was davon trifft am ehesten zu?'),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          saveAs: 'symptom',
          options: [
            {
              id: 'password',
              label: both('It keeps asking for a password', 'Es fragt immer wieder nach dem Passwort'),
              also: [both('refused', 'abgelehnt'), both('sign in', 'anmelden')],
            },
            {
              id: 'hidden',
              label: both('My network is missing', 'Kein passendes Netz in der Liste'),
              also: [both('hidden', 'fehlt'), both('no network', 'kein Netz')],
            },
            {
              id: 'slow',
              label: both('Connected, but slow or no internet', 'Verbunden, aber langsam oder ohne Internet'),
              also: [both('drops', 'bricht ab')],
            },
          ],
        },
      },
      leads: { 'option:password': 'forget_network', 'option:hidden': 'flight_mode', 'option:slow': 'closer' },
    },
    steps: [
      {
        id: 'forget_network',
        label: both('Forget the network', 'Netz vergessen'),
        text: both(
          'After a new password, devices keep trying the old one. Open the Wi-Fi settings, choose “Forget this network”, and connect again with your current password.',
          'Nach einem neuen Passwort versuchen Geräte es weiter mit dem alten. Öffnen Sie die WLAN-Einstellungen, wählen Sie „Dieses Netz vergessen“ und verbinden Sie sich mit Ihrem aktuellen Passwort neu.',
        ),
        tried: both('network forgotten and connected again', 'Netz vergessen und neu verbunden'),
      },
      {
        id: 'flight_mode',
        label: both('Flight mode on and off', 'Flugmodus ein und aus'),
        text: both(
          'Switch flight mode on, wait ten seconds, and switch it off again.',
          'Schalten Sie den Flugmodus ein, warten Sie zehn Sekunden und schalten Sie ihn wieder aus.',
        ),
        tried: both('flight mode on and off', 'Flugmodus ein und aus'),
      },
      {
        id: 'closer',
        label: both('Another place', 'Anderer Ort'),
        text: both(
          'Try a place a few metres away, such as the corridor. Walls and crowded rooms weaken the signal.',
          'Versuchen Sie es ein paar Meter weiter, etwa im Flur. Wände und volle Räume schwächen das Signal.',
        ),
        tried: both('another place tried', 'anderen Ort versucht'),
      },
      {
        id: 'restart_device',
        label: both('Restart', 'Neustart'),
        text: both('Save your work and restart your device.', 'Sichern Sie Ihre Arbeit und starten Sie Ihr Gerät neu.'),
        tried: both('device restarted', 'Gerät neu gestartet'),
      },
    ],
  }),
  tests: [
    {
      name: both('It wants the password again', 'Es will wieder das Passwort'),
      turns: [
        { act: 'open', expect: [both('Which of these fits best?', 'Was davon trifft am ehesten zu?')] },
        {
          act: 'say',
          text: both('it wants my password all the time', 'es will dauernd mein Passwort'),
          expect: [both('Forget this network', 'Dieses Netz vergessen')],
        },
        { act: 'choose', options: ['yes'], expect: [both('glad that did it', 'dann ist das erledigt')] },
        { act: 'rate', score: 'up', expect: [] },
      ],
    },
    {
      name: both('Slow, and it stays slow', 'Langsam, und es bleibt dabei'),
      turns: [
        { act: 'open', expect: [both('Which of these fits best?', 'Was davon trifft am ehesten zu?')] },
        { act: 'choose', options: ['slow'], expect: [both('a few metres away', 'ein paar Meter weiter')] },
        { act: 'choose', options: ['no'], expect: [both('restart your device', 'starten Sie Ihr Gerät neu')] },
        { act: 'choose', options: ['no'], expect: [both('Three details', 'Drei Angaben')] },
        {
          act: 'fill',
          values: {
            about: both('Room 2.14, NB-1042', 'Raum 2.14, NB-1042'),
            since: both('since Monday', 'seit Montag'),
          },
          expect: [
            both(
              'Tried without success: another place tried, device restarted',
              'anderen Ort versucht, Gerät neu gestartet',
            ),
            both('Error message: none', 'Fehlermeldung: keine'),
          ],
        },
      ],
    },
  ],
};
