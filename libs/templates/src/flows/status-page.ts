import { both } from '../both.ts';
import type { FlowTemplate } from '../flow-template.ts';
import { adaptHelpdesk, helpdesk, helpdeskVariable, joined, worded } from '../wording.ts';

const title = both('Is it down?', 'Ist etwas gestört?');
const states = {
  major_outage: both('not available', 'nicht verfügbar'),
  partial_outage: both('partly not available', 'teilweise nicht verfügbar'),
  degraded_performance: both('slower than usual', 'langsamer als sonst'),
  under_maintenance: both('being maintained', 'in Wartung'),
};
const component = (name: string, status: string) => ({
  name,
  status,
  updated_at: '2026-11-24T08:10:00Z',
  group: false,
});
const answer = (...components: ReturnType<typeof component>[]) => ({
  outlet: 'next',
  value: { status: 200, headers: { 'content-type': 'application/json' }, body: { components } },
});

export const statusPage: FlowTemplate = {
  key: 'service-status',
  title,
  summary: both(
    'Reads your status page over HTTP and says in plain words what is disturbed. Says so as well when the page cannot be read, and tries again.',
    'Liest Ihre Statusseite über HTTP und sagt in einfachen Worten, was gestört ist. Sagt es auch, wenn die Seite nicht zu lesen ist, und versucht es noch einmal.',
  ),
  group: 'answers',
  needs: [
    both(
      'The address of a status page with a JSON summary (variable “statusUrl”)',
      'Die Adresse einer Statusseite mit JSON-Zusammenfassung (Variable „statusUrl“)',
    ),
  ],
  adapt: [adaptHelpdesk],
  source: {
    name: title,
    description: both(
      'Says what a status page reports. Statuspage and most that are like it answer under /api/v2/summary.json.',
      'Sagt, was eine Statusseite meldet. Statuspage und die meisten ähnlichen antworten unter /api/v2/summary.json.',
    ),
    variables: [
      {
        key: 'statusUrl',
        type: 'string',
        default: 'https://status.example.com/api/v2/summary.json',
        description: both('Where your status page gives its summary', 'Wo Ihre Statusseite ihre Zusammenfassung gibt'),
      },
      { key: 'page', type: 'object', description: both('What it answered', 'Was sie geantwortet hat') },
      {
        key: 'disturbed',
        type: 'array',
        default: [],
        description: both('Services that are disturbed', 'Dienste, die gestört sind'),
      },
      helpdeskVariable,
    ],
    nodes: {
      start: {
        type: 'start',
        config: {
          greeting: both(
            'Hello! One moment, I am looking at the status page.',
            'Guten Tag! Einen Augenblick, ich sehe auf der Statusseite nach.',
          ),
        },
        at: [0, 0],
      },
      read: {
        type: 'http',
        label: both('Read the status page', 'Statusseite lesen'),
        config: {
          method: 'GET',
          url: '{{ vars.statusUrl }}',
          timeoutMs: 5000,
          retry: { attempts: 2, backoffMs: 300 },
          saveAs: 'page',
        },
        at: [1, 0],
      },
      known: {
        type: 'condition',
        label: both('Is it a summary?', 'Ist es eine Zusammenfassung?'),
        config: {
          cases: [
            {
              id: 'summary',
              label: both('It lists services', 'Sie nennt Dienste'),
              when: { not: { left: '{{ vars.page.body.components }}', op: 'empty' } },
            },
          ],
        },
        at: [2, 0],
      },
      disturbed: {
        type: 'set',
        label: both('What is disturbed', 'Was gestört ist'),
        config: {
          assignments: [
            {
              key: 'disturbed',
              value:
                "{{ vars.page.body.components | where_exp: 'one', 'one.status != \"operational\"' | where_exp: 'one', 'one.group != true' }}",
            },
          ],
        },
        at: [3, 0],
      },
      any: {
        type: 'condition',
        label: both('Anything?', 'Überhaupt etwas?'),
        config: {
          cases: [
            {
              id: 'some',
              label: both('Something is disturbed', 'Etwas ist gestört'),
              when: { not: { left: '{{ vars.disturbed }}', op: 'empty' } },
            },
          ],
        },
        at: [4, 0],
      },
      list: {
        type: 'message',
        label: both('What we know of', 'Was bekannt ist'),
        config: {
          text: joined(
            both(
              '**This is disturbed right now**, and already known:\n',
              '**Das ist gerade gestört** und schon bekannt:\n',
            ),
            '{% for service in vars.disturbed %}\n- **{{ service.name }}**: ',
            '{% assign known = "major_outage,partial_outage,degraded_performance,under_maintenance" | split: "," %}',
            '{% if known contains service.status %}',
            worded('service.status', states),
            '{% else %}{{ service.status }}{% endif %}',
            both(
              '{% if service.updated_at %}, since {{ service.updated_at | date: "%d %b, %H:%M" }}{% endif %}',
              '{% if service.updated_at %}, seit {{ service.updated_at | date: "%d.%m., %H:%M" }} Uhr{% endif %}',
            ),
            '{% endfor %}',
            both('\n\nYou do not have to report it.', '\n\nSie müssen es nicht melden.'),
          ),
        },
        at: [5, -0.6],
      },
      all_well: {
        type: 'message',
        label: both('Nothing known', 'Nichts bekannt'),
        config: {
          text: both(
            'The status page reports no disturbance: all services are up.',
            'Die Statusseite meldet keine Störung: Alle Dienste laufen.',
          ),
        },
        at: [5, 0.6],
      },
      answered: {
        type: 'choice',
        label: both('Is that it?', 'Ist es das?'),
        config: {
          text: both('Does that explain your problem?', 'Erklärt das Ihr Problem?'),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          options: [
            { id: 'yes', label: both('Yes, thank you', 'Ja, danke'), also: [both('yes', 'ja')] },
            { id: 'no', label: both('No', 'Nein'), also: [both('different', 'anderes')] },
          ],
        },
        at: [6, 0],
      },
      unreadable: {
        type: 'choice',
        label: both('Page cannot be read', 'Seite nicht lesbar'),
        config: {
          text: both(
            'I cannot read the status page just now, so I do not know whether something is disturbed. Shall I try again?',
            'Ich kann die Statusseite gerade nicht lesen und weiß darum nicht, ob etwas gestört ist. Soll ich es noch einmal versuchen?',
          ),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          options: [
            { id: 'again', label: both('Try again', 'Noch einmal versuchen'), also: [both('yes', 'ja')] },
            {
              id: 'stop',
              label: both('No, thank you', 'Nein, danke'),
              also: [both('no', 'nein'), both('stop', 'Ende')],
            },
          ],
        },
        at: [2, 2.4],
      },
      report_it: {
        type: 'message',
        label: both('Report it', 'Melden'),
        config: {
          text: joined(
            both('Then please report it to ', 'Dann melden Sie es bitte an '),
            helpdesk,
            both('. I have told nobody yet.', '. Ich habe es noch niemandem gesagt.'),
          ),
        },
        at: [7, 1],
      },
      explained: { type: 'end', config: { resolution: 'resolved' }, at: [7, -0.4] },
      left_open: { type: 'end', config: { resolution: 'abandoned' }, at: [8, 1] },
    },
    edges: [
      'start -> read',
      'read -> known',
      'read error -> unreadable',
      'known case:summary -> disturbed',
      'known else -> unreadable',
      'disturbed -> any',
      'any case:some -> list',
      'any else -> all_well',
      'list -> answered',
      'all_well -> answered',
      'answered option:yes -> explained',
      'answered option:no -> report_it',
      'unreadable option:again -> read',
      'unreadable option:stop -> report_it',
      'report_it -> left_open',
    ],
    notes: [
      {
        id: 'adapt',
        text: both(
          'Make it yours\n\n1. Under “Flow”, put the address of your status page into “statusUrl”.\n2. Is it another kind of page? Then change “What is disturbed”.\n3. The tests need no internet: what the page answers is pinned in them.',
          'So passen Sie den Ablauf an\n\n1. Tragen Sie unter „Ablauf“ die Adresse Ihrer Statusseite in „statusUrl“ ein.\n2. Ist es eine andere Art Seite? Dann ändern Sie „Was gestört ist“.\n3. Die Tests brauchen kein Internet: Was die Seite antwortet, ist darin angeheftet.',
        ),
        at: [0, 1.4],
        width: 280,
        height: 250,
      },
    ],
  },
  tests: [
    {
      name: both('Two services are disturbed', 'Zwei Dienste sind gestört'),
      pins: {
        read: [
          answer(
            component('VPN', 'major_outage'),
            component('E-Mail', 'degraded_performance'),
            component('Intranet', 'operational'),
          ),
        ],
      },
      turns: [
        {
          act: 'open',
          expect: [
            both('**VPN**: not available, since 24 Nov, 08:10', '**VPN**: nicht verfügbar, seit 24.11., 08:10 Uhr'),
            both('**E-Mail**: slower than usual', '**E-Mail**: langsamer als sonst'),
          ],
        },
        { act: 'choose', options: ['yes'], expect: [] },
      ],
    },
    {
      name: both('All is up, the problem stays', 'Alles läuft, das Problem bleibt'),
      pins: { read: [answer(component('VPN', 'operational'), component('E-Mail', 'operational'))] },
      turns: [
        { act: 'open', expect: [both('all services are up', 'Alle Dienste laufen')] },
        { act: 'say', text: both('no', 'nein'), expect: [both('please report it', 'melden Sie es bitte')] },
      ],
    },
    {
      name: both('The page is away, then back', 'Die Seite ist weg, dann wieder da'),
      pins: {
        read: [
          { outlet: 'error', error: { code: 'http.unreachable', message: 'status.example.com could not be reached.' } },
          answer(component('VPN', 'operational')),
        ],
      },
      turns: [
        { act: 'open', expect: [both('cannot read the status page', 'Statusseite gerade nicht lesen')] },
        { act: 'choose', options: ['again'], expect: [both('all services are up', 'Alle Dienste laufen')] },
        { act: 'choose', options: ['yes'], expect: [] },
      ],
    },
  ],
};
