import { both } from '../both.ts';
import { phishingReportTests } from './phishing-report-tests.ts';
import type { FlowTemplate } from '../flow-template.ts';
import { dayOf, joined, listed, notSent, toCopy } from '../wording.ts';

const title = both('Report a phishing mail', 'Phishing-Mail melden');
const team = both(
  '**{{ vars.security | default: "your security team" }}**',
  '**{{ vars.security | default: "Ihr Sicherheitsteam" }}**',
);
const done = {
  read: both('only read', 'nur gelesen'),
  clicked: both('link clicked', 'Link angeklickt'),
  opened: both('attachment opened', 'Anhang geöffnet'),
  password: both('password entered', 'Passwort eingegeben'),
};
const has = (value: string) => ({ left: '{{ vars.did }}', op: 'contains', right: value });

export const phishingReport: FlowTemplate = {
  key: 'phishing-report',
  title,
  summary: both(
    'Asks what was done with the mail, says at once what that calls for, and writes the report for the security team.',
    'Fragt, was mit der Mail geschehen ist, sagt sofort, was dann zu tun ist, und schreibt die Meldung für das Sicherheitsteam.',
  ),
  group: 'security',
  needs: [],
  adapt: [
    both('Where suspicious mails go (variable “security”)', 'Wohin verdächtige Mails gehen (Variable „security“)'),
    both('What to do after a click, by your own rules', 'Was nach einem Klick zu tun ist, nach Ihren eigenen Regeln'),
  ],
  source: {
    name: title,
    description: both(
      'What to do with a suspicious mail, by what was done with it already.',
      'Was mit einer verdächtigen Mail zu tun ist, je nachdem, was damit schon geschehen ist.',
    ),
    variables: [
      {
        key: 'security',
        type: 'string',
        default: '',
        description: both(
          'Address for suspicious mails, such as phishing@example.org; stands in the texts',
          'Adresse für verdächtige Mails, etwa phishing@example.org; steht in den Texten',
        ),
      },
      { key: 'did', type: 'array', description: both('What was done with the mail', 'Was mit der Mail geschehen ist') },
      { key: 'mail', type: 'object', description: both('The mail', 'Die Mail') },
    ],
    nodes: {
      start: {
        type: 'start',
        config: {
          greeting: both(
            'Thank you for watching out. Please **click nothing more** in that mail, and do not reply to it.',
            'Danke, dass Sie aufpassen. Bitte **klicken Sie in dieser Mail nichts mehr an**, und antworten Sie nicht darauf.',
          ),
        },
        at: [0, 0],
      },
      done_so_far: {
        type: 'choice',
        label: both('What was done?', 'Was ist geschehen?'),
        config: {
          text: both(
            'What have you done with it so far? It helps to be honest, nobody will blame you.',
            'Was haben Sie damit bisher gemacht? Seien Sie ruhig ehrlich, niemand macht Ihnen einen Vorwurf.',
          ),
          style: 'buttons',
          multiple: true,
          match: 'words',
          maxRetries: 2,
          saveAs: 'did',
          options: [
            {
              id: 'read',
              label: both('Only read it', 'Nur gelesen'),
              value: 'read',
              also: [both('nothing', 'nichts')],
            },
            { id: 'clicked', label: both('Clicked a link', 'Einen Link angeklickt'), value: 'clicked' },
            { id: 'opened', label: both('Opened an attachment', 'Einen Anhang geöffnet'), value: 'opened' },
            { id: 'password', label: both('Entered a password', 'Ein Passwort eingegeben'), value: 'password' },
          ],
        },
        at: [1, 0],
      },
      password: {
        type: 'condition',
        label: both('Password entered?', 'Passwort eingegeben?'),
        config: {
          cases: [
            {
              id: 'yes',
              label: both('A password was entered', 'Ein Passwort wurde eingegeben'),
              when: { all: [has('password')] },
            },
          ],
        },
        at: [2, 0],
      },
      change_password: {
        type: 'message',
        label: both('Change the password', 'Passwort ändern'),
        config: {
          text: both(
            '**Change that password now**, on another device, everywhere you use it. Then call your IT helpdesk and say that it was entered on a false page.',
            '**Ändern Sie dieses Passwort jetzt**, an einem anderen Gerät, überall, wo Sie es verwenden. Rufen Sie dann Ihren IT-Helpdesk an und sagen Sie, dass es auf einer falschen Seite eingegeben wurde.',
          ),
        },
        at: [3, -1],
      },
      attachment: {
        type: 'condition',
        label: both('Opened or clicked?', 'Geöffnet oder geklickt?'),
        config: {
          cases: [
            {
              id: 'opened',
              label: both('An attachment was opened', 'Ein Anhang wurde geöffnet'),
              when: { all: [has('opened')] },
            },
            {
              id: 'clicked',
              label: both('Only a link was clicked', 'Nur ein Link wurde angeklickt'),
              when: { all: [has('clicked'), { not: has('password') }] },
            },
            { id: 'read', label: both('It was only read', 'Sie wurde nur gelesen'), when: { not: has('password') } },
          ],
        },
        at: [3, 0.5],
      },
      unplug: {
        type: 'message',
        label: both('Off the network', 'Vom Netz trennen'),
        config: {
          text: both(
            '**Switch off Wi-Fi and unplug the network cable now**, but leave the computer on. Then call your IT helpdesk.',
            '**Schalten Sie jetzt das WLAN aus und ziehen Sie das Netzwerkkabel**, aber lassen Sie den Computer an. Rufen Sie dann Ihren IT-Helpdesk an.',
          ),
        },
        at: [4, -0.6],
      },
      close_page: {
        type: 'message',
        label: both('Close the page', 'Seite schließen'),
        config: {
          text: both(
            'Close that page, and install nothing that it offered. As long as you entered nothing, little can have happened. If you get messages about sign-ins that were not yours, call your IT helpdesk.',
            'Schließen Sie die Seite und installieren Sie nichts, was sie angeboten hat. Solange Sie nichts eingegeben haben, ist wahrscheinlich wenig passiert. Kommen Hinweise auf Anmeldungen, die nicht von Ihnen sind, rufen Sie Ihren IT-Helpdesk an.',
          ),
        },
        at: [4, 0.6],
      },
      harmless: {
        type: 'message',
        label: both('No harm done', 'Nichts passiert'),
        config: { text: both('Good: reading it alone does no harm.', 'Gut: Lesen allein schadet nicht.') },
        at: [4, 1.8],
      },
      mail: {
        type: 'form',
        label: both('About the mail', 'Zur Mail'),
        config: {
          title: both('Now the mail itself', 'Nun zur Mail selbst'),
          submitLabel: both('Write the report', 'Meldung schreiben'),
          saveAs: 'mail',
          fields: [
            {
              key: 'sender',
              label: both('Who is it from?', 'Von wem ist sie?'),
              type: 'text',
              required: true,
              max: 200,
              help: both(
                'The address after the name, if you can see it.',
                'Die Adresse hinter dem Namen, wenn Sie sie sehen.',
              ),
            },
            {
              key: 'subject',
              label: both('What is its subject?', 'Wie lautet der Betreff?'),
              type: 'text',
              required: true,
              max: 300,
            },
            { key: 'day', label: both('When did it arrive?', 'Wann kam sie an?'), type: 'date', days: 'until_today' },
          ],
        },
        at: [5.2, 0],
      },
      report: {
        type: 'message',
        label: both('Report to send', 'Meldung zum Absenden'),
        config: {
          text: joined(
            both(
              'Almost done. Forward the mail **as an attachment** to ',
              'Fast geschafft. Leiten Sie die Mail **als Anhang** weiter an ',
            ),
            team,
            both(
              ' with this text, then delete it. I cannot forward it for you.',
              ', mit diesem Text, und löschen Sie sie dann. Weiterleiten kann ich sie nicht für Sie.',
            ),
            toCopy(
              both('Suspicious mail from: {{ vars.mail.sender }}', 'Verdächtige Mail von: {{ vars.mail.sender }}'),
              both('Subject: {{ vars.mail.subject }}', 'Betreff: {{ vars.mail.subject }}'),
              joined(
                both('Arrived: ', 'Angekommen: '),
                '{% if vars.mail.day %}',
                dayOf('vars.mail.day'),
                both('{% else %}not given{% endif %}', '{% else %}keine Angabe{% endif %}'),
              ),
              joined(both('Done so far: ', 'Bisher geschehen: '), listed('vars.did', done, both('nothing', 'nichts'))),
            ),
          ),
        },
        at: [6.2, 0],
      },
      skipped: {
        type: 'message',
        label: both('Without a report', 'Ohne Meldung'),
        config: {
          text: joined(
            both(
              'All right. Please still forward the mail **as an attachment** to ',
              'In Ordnung. Leiten Sie die Mail bitte trotzdem **als Anhang** weiter an ',
            ),
            team,
            both(', then delete it.', ', und löschen Sie sie dann.'),
          ),
        },
        at: [6.2, 1.5],
      },
      done: { type: 'end', config: notSent, at: [7.2, 0] },
    },
    edges: [
      'start -> done_so_far',
      'done_so_far -> password',
      'password case:yes -> change_password',
      'password else -> attachment',
      'change_password -> attachment',
      'attachment case:opened -> unplug',
      'attachment case:clicked -> close_page',
      'attachment case:read -> harmless',
      'attachment else -> mail',
      'unplug -> mail',
      'close_page -> mail',
      'harmless -> mail',
      'mail -> report',
      'mail cancelled -> skipped',
      'report -> done',
      'skipped -> done',
    ],
    frames: [
      {
        id: 'at_once',
        title: both('What to do at once', 'Was sofort zu tun ist'),
        color: 'red',
        from: [4, -0.6],
        to: [4, 1.8],
        last: 105,
      },
    ],
    notes: [
      {
        id: 'adapt',
        text: both(
          'Make it yours\n\n1. Under “Flow”, put the address for suspicious mails into “security”.\n2. Check the red frame against your own rules.\n3. Run the tests, then publish.',
          'So passen Sie den Ablauf an\n\n1. Tragen Sie unter „Ablauf“ die Adresse für verdächtige Mails in „security“ ein.\n2. Gleichen Sie den roten Rahmen mit Ihren eigenen Regeln ab.\n3. Führen Sie die Tests aus und veröffentlichen Sie.',
        ),
        at: [0, 1.4],
        width: 260,
        height: 220,
      },
    ],
    settings: {
      texts: {
        en: {
          closedEscalated: 'This conversation has ended. Please forward the mail: I have not reported it to anybody.',
        },
        de: {
          closedEscalated:
            'Dieses Gespräch ist beendet. Bitte leiten Sie die Mail weiter: Ich habe sie niemandem gemeldet.',
        },
      },
    },
  },
  tests: phishingReportTests,
};
