import { both } from '../both.ts';
import type { FlowTemplate } from '../flow-template.ts';
import { adaptGuide, troubleshooting } from '../troubleshooting.ts';

const title = both('VPN does not connect', 'VPN verbindet nicht');

export const vpn: FlowTemplate = {
  key: 'vpn-help',
  title,
  summary: both(
    'Five things to try, from the internet connection to another network, and a summary for the helpdesk when none of them helps.',
    'Fünf Schritte von der Internetverbindung bis zum anderen Netz, und eine Zusammenfassung für den Helpdesk, wenn keiner hilft.',
  ),
  group: 'troubleshooting',
  needs: [],
  adapt: adaptGuide,
  source: troubleshooting({
    name: title,
    description: both(
      'Guided troubleshooting of the VPN, with a summary for the helpdesk.',
      'Geführte Fehlersuche beim VPN, mit einer Zusammenfassung für den Helpdesk.',
    ),
    greeting: both(
      'Hello! Let us get your **VPN** working again. There are five things to try, they take about five minutes.',
      'Guten Tag! Bringen wir Ihr **VPN** wieder zum Laufen. Es gibt fünf Schritte, sie dauern etwa fünf Minuten.',
    ),
    problem: both('VPN does not connect', 'VPN verbindet nicht'),
    works: both('Does the VPN connect now?', 'Verbindet sich das VPN jetzt?'),
    about: {
      label: both('Name of your computer', 'Name Ihres Computers'),
      short: both('Computer', 'Computer'),
      help: both('Often on a label, such as NB-1042.', 'Oft auf einem Aufkleber, etwa NB-1042.'),
    },
    steps: [
      {
        id: 'internet',
        label: both('1 Internet connection', '1 Internetverbindung'),
        text: both(
          'Open a website outside the company, such as a news site. If it does not load, switch Wi-Fi off and on, or restart your router. Then connect the VPN.',
          'Öffnen Sie eine Webseite außerhalb der Firma, etwa eine Nachrichtenseite. Lädt sie nicht, schalten Sie das WLAN aus und ein oder starten Sie Ihren Router neu. Verbinden Sie dann das VPN.',
        ),
        tried: both('internet checked', 'Internet geprüft'),
      },
      {
        id: 'restart_app',
        label: both('2 Restart the VPN app', '2 VPN-App neu starten'),
        text: both(
          'Quit the VPN app completely, including its icon beside the clock. Then open it and connect again.',
          'Beenden Sie die VPN-App ganz, auch ihr Symbol neben der Uhr. Öffnen Sie sie dann und verbinden Sie sich neu.',
        ),
        tried: both('VPN app restarted', 'VPN-App neu gestartet'),
      },
      {
        id: 'server',
        label: both('3 Another VPN server', '3 Anderer VPN-Server'),
        text: both(
          'Choose another server in the VPN app (it may be called “gateway” or “location”), or “Automatic” if there is such an entry.',
          'Wählen Sie in der VPN-App einen anderen Server (er kann auch „Gateway“ oder „Standort“ heißen), oder „Automatisch“, falls es diesen Eintrag gibt.',
        ),
        tried: both('another server chosen', 'anderen Server gewählt'),
      },
      {
        id: 'clock',
        label: both('4 Date and time', '4 Datum und Uhrzeit'),
        text: both(
          'Check the date and time of your computer. If they are wrong, the VPN refuses to connect. Turn on “Set time automatically”.',
          'Prüfen Sie Datum und Uhrzeit Ihres Computers. Sind sie falsch, lehnt das VPN die Verbindung ab. Schalten Sie „Uhrzeit automatisch festlegen“ ein.',
        ),
        tried: both('date and time checked', 'Datum und Uhrzeit geprüft'),
      },
      {
        id: 'other_network',
        label: both('5 Another network', '5 Anderes Netz'),
        text: both(
          'Connect your computer through the hotspot of your phone for a minute. If the VPN connects there, the network you used before blocks it.',
          'Verbinden Sie Ihren Computer für eine Minute über den Hotspot Ihres Telefons. Klappt das VPN dort, sperrt es das Netz, in dem Sie vorher waren.',
        ),
        tried: both('phone hotspot tried', 'Hotspot des Telefons versucht'),
      },
    ],
  }),
  tests: [
    {
      name: both('The second step helps', 'Der zweite Schritt hilft'),
      turns: [
        { act: 'open', expect: [both('Step 1 of 5', 'Schritt 1 von 5')] },
        { act: 'choose', options: ['no'], expect: [both('Step 2 of 5', 'Schritt 2 von 5')] },
        {
          act: 'say',
          text: both('Yes, it works again, thank you!', 'Ja, es geht wieder, danke!'),
          expect: [both('glad that did it', 'dann ist das erledigt')],
        },
        { act: 'rate', score: 'up', expect: [] },
      ],
    },
    {
      name: both('Nothing helps: a summary', 'Nichts hilft: eine Zusammenfassung'),
      turns: [
        { act: 'open', expect: [both('Step 1 of 5', 'Schritt 1 von 5')] },
        {
          act: 'say',
          text: both('still not', 'immer noch nicht'),
          expect: [both('Step 2 of 5', 'Schritt 2 von 5')],
        },
        { act: 'choose', options: ['no'], expect: [both('Step 3 of 5', 'Schritt 3 von 5')] },
        { act: 'choose', options: ['no'], expect: [both('Step 4 of 5', 'Schritt 4 von 5')] },
        { act: 'choose', options: ['no'], expect: [both('Step 5 of 5', 'Schritt 5 von 5')] },
        { act: 'choose', options: ['no'], expect: [both('Three details', 'Drei Angaben')] },
        {
          act: 'fill',
          values: {
            about: 'NB-1042',
            since: both('this morning', 'seit heute früh'),
            message: both('Gateway not reachable', 'Gateway nicht erreichbar'),
          },
          expect: [
            'NB-1042',
            both(
              'internet checked, VPN app restarted, another server chosen, date and time checked, phone hotspot tried',
              'Internet geprüft, VPN-App neu gestartet, anderen Server gewählt, Datum und Uhrzeit geprüft, Hotspot des Telefons versucht',
            ),
          ],
        },
      ],
    },
    {
      name: both('No time for more steps', 'Keine Zeit für weitere Schritte'),
      turns: [
        { act: 'open', expect: [both('Step 1 of 5', 'Schritt 1 von 5')] },
        { act: 'choose', options: ['no'], expect: [both('Step 2 of 5', 'Schritt 2 von 5')] },
        { act: 'choose', options: ['help'], expect: [both('Three details', 'Drei Angaben')] },
        {
          act: 'cancel',
          expect: [both('mention what you tried: internet checked.', 'was Sie versucht haben: Internet geprüft.')],
        },
      ],
    },
  ],
};
