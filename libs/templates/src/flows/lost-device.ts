import { both } from '../both.ts';
import { lostDeviceTests } from './lost-device-tests.ts';
import type { FlowTemplate } from '../flow-template.ts';
import { dayOf, joined, notSent, toCopy, worded } from '../wording.ts';

const title = both('Lost or stolen device', 'Verlorenes oder gestohlenes Gerät');
const kinds = {
  laptop: both('Laptop', 'Laptop'),
  phone: both('Phone', 'Telefon'),
  tablet: both('Tablet', 'Tablet'),
  other: both('Something else', 'Etwas anderes'),
};
const happened = { lost: both('lost', 'verloren'), stolen: both('stolen', 'gestohlen') };
const report = toCopy(
  joined(worded('vars.report.kind', kinds), ' {{ vars.report.name }}'),
  joined(both('What happened: ', 'Was geschehen ist: '), worded('vars.how', happened)),
  joined(both('When: ', 'Wann: '), dayOf('vars.report.day')),
  both('Where: {{ vars.report.where }}', 'Wo: {{ vars.report.where }}'),
  both(
    'Personal data on it: {% if vars.report.data %}yes{% else %}no{% endif %}',
    'Personenbezogene Daten darauf: {% if vars.report.data %}ja{% else %}nein{% endif %}',
  ),
  both(
    'Police report: {{ vars.report.police | default: "none yet" }}',
    'Anzeige bei der Polizei: {{ vars.report.police | default: "noch keine" }}',
  ),
);

export const lostDevice: FlowTemplate = {
  key: 'lost-device',
  title,
  summary: both(
    'Says what to do in the first minutes, then takes a report that holds all that security will ask. It locks nothing itself.',
    'Sagt, was in den ersten Minuten zu tun ist, und nimmt eine Meldung auf, in der alles steht, was die Sicherheit fragen wird. Sperrt selbst nichts.',
  ),
  group: 'security',
  needs: [],
  adapt: [
    both('The emergency number (variable “emergency”)', 'Die Notfallnummer (Variable „emergency“)'),
    both('Who has to hear of lost data, and by when', 'Wer von verlorenen Daten erfahren muss, und bis wann'),
  ],
  source: {
    name: title,
    description: both(
      'First steps after a device is gone, and a report for the security team. It locks nothing itself.',
      'Erste Schritte, wenn ein Gerät weg ist, und eine Meldung für das Sicherheitsteam. Sperrt selbst nichts.',
    ),
    variables: [
      {
        key: 'emergency',
        type: 'string',
        default: '',
        description: both(
          'Emergency number of your IT, such as +49 30 555 01; stands in the texts',
          'Notfallnummer Ihrer IT, etwa +49 30 555 01; steht in den Texten',
        ),
      },
      { key: 'how', type: 'string', description: both('lost or stolen', 'lost oder stolen') },
      { key: 'report', type: 'object', description: both('The report', 'Die Meldung') },
    ],
    nodes: {
      start: {
        type: 'start',
        config: {
          greeting: both(
            'Thank you for reporting it at once. Let us protect your data first, then write the report.',
            'Danke, dass Sie es gleich melden. Schützen wir zuerst Ihre Daten und schreiben dann die Meldung.',
          ),
        },
        at: [0, 0],
      },
      how: {
        type: 'choice',
        label: both('Lost or stolen?', 'Verloren oder gestohlen?'),
        config: {
          text: both('What happened?', 'Was ist geschehen?'),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          saveAs: 'how',
          options: [
            {
              id: 'lost',
              label: both('I lost it', 'Ich habe es verloren'),
              value: 'lost',
              also: [both('lost', 'verloren'), both('forgot', 'vergessen'), both('left', 'liegen gelassen')],
            },
            {
              id: 'stolen',
              label: both('It was stolen', 'Es wurde gestohlen'),
              value: 'stolen',
              also: [both('stolen', 'gestohlen'), both('theft', 'Diebstahl'), both('robbed', 'geklaut')],
            },
          ],
        },
        at: [1, 0],
      },
      protect: {
        type: 'message',
        label: both('Protect the data', 'Daten schützen'),
        config: {
          text: both(
            '**Do this now, in this order:**\n\n1. Call **{{ vars.emergency | default: "the emergency number of your IT" }}**. Only a person can lock the device; I cannot.\n2. Change your password on another device.\n3. Sign out everywhere, where your account offers that.',
            '**Tun Sie jetzt, in dieser Reihenfolge:**\n\n1. Rufen Sie **{{ vars.emergency | default: "die Notfallnummer Ihrer IT" }}** an. Nur ein Mensch kann das Gerät sperren, ich nicht.\n2. Ändern Sie Ihr Passwort an einem anderen Gerät.\n3. Melden Sie sich überall ab, wo Ihr Konto das anbietet.',
          ),
        },
        at: [3, 0],
      },
      lost: {
        type: 'message',
        label: both('Lost', 'Verloren'),
        config: {
          text: both(
            'Things left in trains and taxis are often handed in. Call the lost property office when the steps below are done.',
            'Was in Bahn und Taxi liegen bleibt, wird oft abgegeben. Rufen Sie das Fundbüro an, wenn die nächsten Schritte erledigt sind.',
          ),
        },
        at: [2, -0.5],
      },
      stolen: {
        type: 'message',
        label: both('Stolen', 'Gestohlen'),
        config: {
          text: both(
            'I am sorry. Report the theft to the police when the steps below are done, and ask for the number of the report.',
            'Das tut mir leid. Zeigen Sie den Diebstahl bei der Polizei an, wenn die nächsten Schritte erledigt sind, und lassen Sie sich die Nummer der Anzeige geben.',
          ),
        },
        at: [2, 1],
      },
      called: {
        type: 'choice',
        label: both('Have you called?', 'Schon angerufen?'),
        config: {
          text: both('Have you called?', 'Haben Sie angerufen?'),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          options: [
            {
              id: 'yes',
              label: both('Yes, now the report', 'Ja, jetzt die Meldung'),
              also: [both('yes', 'ja'), both('done', 'erledigt')],
            },
            {
              id: 'later',
              label: both('I will call after it', 'Ich rufe danach an'),
              also: [both('later', 'später'), both('no', 'nein')],
            },
          ],
        },
        at: [4, 0],
      },
      report: {
        type: 'form',
        label: both('The report', 'Die Meldung'),
        config: {
          title: both('Report', 'Meldung'),
          submitLabel: both('Write the report', 'Meldung schreiben'),
          saveAs: 'report',
          fields: [
            {
              key: 'kind',
              label: both('What is gone?', 'Was ist weg?'),
              type: 'select',
              required: true,
              options: Object.entries(kinds).map(([value, label]) => ({ value, label })),
            },
            {
              key: 'name',
              label: both('Its name or number', 'Name oder Nummer'),
              type: 'text',
              max: 100,
              help: both('As on its label, if you know it.', 'Wie auf dem Aufkleber, wenn Sie es wissen.'),
            },
            {
              key: 'day',
              label: both('When did you last have it?', 'Wann hatten Sie es zuletzt?'),
              type: 'date',
              days: 'until_today',
              required: true,
            },
            { key: 'where', label: both('Where was that?', 'Wo war das?'), type: 'text', required: true, max: 200 },
            {
              key: 'data',
              label: both('There is data about people on it', 'Es sind Daten über Personen darauf'),
              type: 'checkbox',
              help: both(
                'Customers, patients, colleagues, applicants.',
                'Kundschaft, Patienten, Kolleginnen und Kollegen, Bewerbungen.',
              ),
            },
            {
              key: 'police',
              label: both('Number of the police report', 'Nummer der Anzeige'),
              type: 'text',
              max: 100,
              help: both('Only if you have one.', 'Nur, wenn Sie eine haben.'),
            },
          ],
        },
        at: [5, 0],
      },
      data: {
        type: 'condition',
        label: both('Personal data?', 'Personenbezogene Daten?'),
        config: {
          cases: [
            {
              id: 'data',
              label: both('Data is on it', 'Daten sind darauf'),
              when: { all: [{ left: '{{ vars.report.data }}', op: 'eq', right: true }] },
            },
          ],
        },
        at: [6, 0],
      },
      privacy: {
        type: 'message',
        label: both('Tell data protection', 'Datenschutz verständigen'),
        config: {
          text: both(
            'Because there is data about people on it, please also send the report to your **data protection officer** today. The company may have only 72 hours to notify the authority.',
            'Weil Daten über Personen darauf sind, senden Sie die Meldung bitte noch heute auch an Ihre **Datenschutzbeauftragten**. Das Unternehmen hat für eine Meldung an die Behörde unter Umständen nur 72 Stunden.',
          ),
        },
        at: [7, -0.8],
      },
      text: {
        type: 'message',
        label: both('Report to send', 'Meldung zum Absenden'),
        config: {
          text: joined(
            both(
              'Here is your report. **I have not sent it**: please copy it to your security team.',
              'Hier ist Ihre Meldung. **Ich habe sie nicht gesendet**: Bitte geben Sie sie an Ihr Sicherheitsteam.',
            ),
            report,
          ),
        },
        at: [8, 0],
      },
      without_report: {
        type: 'message',
        label: both('Without a report', 'Ohne Meldung'),
        config: {
          text: both(
            'All right, no report now. Please do call **{{ vars.emergency | default: "the emergency number of your IT" }}**, so that the device is locked.',
            'In Ordnung, vorerst keine Meldung. Bitte rufen Sie **{{ vars.emergency | default: "die Notfallnummer Ihrer IT" }}** auf jeden Fall an, damit das Gerät gesperrt wird.',
          ),
        },
        at: [6, 1.5],
      },
      done: { type: 'end', config: notSent, at: [9, 0] },
    },
    edges: [
      'start -> how',
      'how option:lost -> lost',
      'how option:stolen -> stolen',
      'lost -> protect',
      'stolen -> protect',
      'protect -> called',
      'called option:yes -> report',
      'called option:later -> report',
      'report -> data',
      'report cancelled -> without_report',
      'data case:data -> privacy',
      'data else -> text',
      'privacy -> text',
      'text -> done',
      'without_report -> done',
    ],
    notes: [
      {
        id: 'adapt',
        text: both(
          'Make it yours\n\n1. Under “Flow”, put your emergency number into “emergency”.\n2. Ask your data protection officer about “Tell data protection”.\n3. Run the tests, then publish.',
          'So passen Sie den Ablauf an\n\n1. Tragen Sie unter „Ablauf“ Ihre Notfallnummer in „emergency“ ein.\n2. Stimmen Sie „Datenschutz verständigen“ mit Ihren Datenschutzbeauftragten ab.\n3. Führen Sie die Tests aus und veröffentlichen Sie.',
        ),
        at: [0, 1.4],
        width: 260,
        height: 220,
      },
    ],
    settings: {
      texts: {
        en: {
          closedEscalated:
            'This conversation has ended. Please pass the report on: I have not sent it, and the device is not locked before you call.',
        },
        de: {
          closedEscalated:
            'Dieses Gespräch ist beendet. Bitte geben Sie die Meldung weiter: Ich habe sie nicht gesendet, und das Gerät ist erst nach Ihrem Anruf gesperrt.',
        },
      },
    },
  },
  tests: lostDeviceTests,
};
