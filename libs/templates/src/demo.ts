import { both } from './both.ts';
import { demoTests } from './demo-tests.ts';
import type { FlowTemplate } from './flow-template.ts';
import { joined, worded, yes } from './wording.ts';

const title = both('Demo: IT helpdesk', 'Demo: IT-Helpdesk');
const steps = {
  internet: both(
    'Open a website outside the company. If it does not load, switch Wi-Fi off and on.',
    'Öffnen Sie eine Webseite außerhalb der Firma. Lädt sie nicht, schalten Sie das WLAN aus und ein.',
  ),
  app: both(
    'Quit the VPN app completely, also beside the clock, and start it again.',
    'Beenden Sie die VPN-App ganz, auch neben der Uhr, und starten Sie sie neu.',
  ),
  server: both(
    'Choose another server in the VPN app, or “Automatic”.',
    'Wählen Sie in der VPN-App einen anderen Server oder „Automatisch“.',
  ),
};
const states = {
  slow: both('slow in the Berlin office', 'langsam im Büro Berlin'),
  delayed: both('delayed by up to 10 minutes', 'bis zu 10 Minuten verzögert'),
  down: both('third floor is down', 'im dritten Stock ausgefallen'),
};

/** The flow of the first start: first-line help that needs no key, no account and no internet. */
export const demo: FlowTemplate = {
  key: 'demo-helpdesk',
  title,
  summary: both('First-line help to look at and try.', 'Erste Hilfe zum Ansehen und Ausprobieren.'),
  group: 'answers',
  needs: [],
  adapt: [],
  source: {
    name: title,
    description: both(
      'First line of support: guided troubleshooting, a software request, known incidents, and a model for the rest where one is set up.',
      'Erste Anlaufstelle: geführte Fehlersuche, eine Software-Anfrage, bekannte Störungen und für den Rest ein Modell, wo eines eingerichtet ist.',
    ),
    variables: [
      {
        key: 'incidents',
        type: 'array',
        description: both('What is known to be disturbed', 'Welche Störungen bekannt sind'),
        default: [
          { id: 'INC-2041', service: 'VPN', since: '08:10', state: 'slow' },
          { id: 'INC-2043', service: 'E-Mail', since: '09:25', state: 'delayed' },
          { id: 'INC-2044', service: 'PRN-3-07', since: '09:40', state: 'down' },
        ],
      },
      {
        key: 'steps',
        type: 'array',
        default: Object.keys(steps),
        description: both(
          'What to try when the VPN fails, in this order',
          'Was zu versuchen ist, wenn das VPN nicht geht, in dieser Reihenfolge',
        ),
      },
      {
        key: 'step',
        type: 'string',
        description: both('The step that is tried now', 'Der Schritt, der gerade versucht wird'),
      },
      { key: 'position', type: 'number', description: both('Which one it is, from 0', 'Der wievielte es ist, ab 0') },
      { key: 'request', type: 'object', description: both('The software request', 'Die Software-Anfrage') },
      { key: 'incident', type: 'object', description: both('The incident that was chosen', 'Die gewählte Störung') },
    ],
    nodes: {
      start: {
        type: 'start',
        config: {
          greeting: both(
            'Hello{% if user.name %} {{ user.name }}{% endif %}, this is the **IT helpdesk**.',
            'Guten Tag{% if user.name %} {{ user.name }}{% endif %}, hier ist der **IT-Helpdesk**.',
          ),
        },
        at: [0, 2],
      },
      topic: {
        type: 'choice',
        label: both('What is it about?', 'Worum geht es?'),
        config: {
          text: both('What can I do for you?', 'Was kann ich für Sie tun?'),
          style: 'buttons',
          match: 'words',
          maxRetries: 2,
          options: [
            {
              id: 'vpn',
              label: both('VPN does not work', 'VPN geht nicht'),
              also: [both('remote access', 'Fernzugriff')],
            },
            {
              id: 'software',
              label: both('I need software', 'Ich brauche Software'),
              also: [both('install', 'installieren'), both('licence', 'Lizenz')],
            },
            {
              id: 'incidents',
              label: both('Known incidents', 'Bekannte Störungen'),
              also: [both('status', 'Status'), both('outage', 'Ausfall')],
            },
            { id: 'ask', label: both('Ask something else', 'Etwas anderes fragen') },
          ],
        },
        at: [1, 2],
      },
      each_step: {
        type: 'loop',
        label: both('Each step', 'Jeder Schritt'),
        config: { items: '{{ vars.steps }}', itemVar: 'step', indexVar: 'position' },
        at: [2, -0.6],
      },
      try_step: {
        type: 'choice',
        label: both('Try a step', 'Schritt versuchen'),
        config: {
          text: joined(
            both(
              '**Step {{ vars.position | plus: 1 }} of {{ vars.steps.size }}.** ',
              '**Schritt {{ vars.position | plus: 1 }} von {{ vars.steps.size }}.** ',
            ),
            worded('vars.step', steps),
            both('\n\nDoes the VPN connect now?', '\n\nVerbindet sich das VPN jetzt?'),
          ),
          match: 'words',
          maxRetries: 2,
          options: [
            { id: 'yes', label: both('Yes, it works', 'Ja, es geht'), also: [both('yes', 'ja')] },
            { id: 'no', label: both('No, not yet', 'Nein, noch nicht'), also: [both('no', 'nein')] },
          ],
        },
        at: [3, -1.2],
      },
      vpn_fixed: {
        type: 'message',
        label: both('Solved', 'Gelöst'),
        config: {
          text: both(
            'Great, glad that did it. If it comes back, start here again.',
            'Sehr schön, dann ist das erledigt. Sollte es wiederkommen, beginnen Sie hier von vorn.',
          ),
        },
        at: [4, -0.8],
      },
      vpn_open: {
        type: 'message',
        label: both('A person has to look', 'Ein Mensch muss nachsehen'),
        config: {
          text: both(
            'Then a person has to look at it. Please call the helpdesk and say that all {{ vars.steps.size }} steps were tried. In this demo, nobody is told.',
            'Dann muss ein Mensch nachsehen. Bitte rufen Sie den Helpdesk an und sagen Sie, dass alle {{ vars.steps.size }} Schritte versucht wurden. In dieser Demo erfährt es niemand.',
          ),
        },
        at: [4, 0.4],
      },
      request_form: {
        type: 'form',
        label: both('The request', 'Die Anfrage'),
        config: {
          title: both('Software request', 'Software-Anfrage'),
          saveAs: 'request',
          submitLabel: both('Continue', 'Weiter'),
          fields: [
            { key: 'name', label: both('Which software?', 'Welche Software?'), type: 'text', required: true, max: 80 },
            {
              key: 'licences',
              label: both('How many licences?', 'Wie viele Lizenzen?'),
              type: 'number',
              required: true,
              min: 1,
              max: 50,
              default: 1,
            },
            { key: 'reason', label: both('What for?', 'Wofür?'), type: 'textarea', required: true, max: 1000 },
          ],
        },
        at: [2, 1.6],
      },
      check: {
        type: 'choice',
        label: both('Is it right?', 'Stimmt alles?'),
        config: {
          text: both(
            '{{ vars.request.licences }} × **{{ vars.request.name }}**. Is that right?',
            '{{ vars.request.licences }} × **{{ vars.request.name }}**. Stimmt das so?',
          ),
          match: 'words',
          maxRetries: 2,
          options: [
            { id: 'yes', ...yes },
            { id: 'no', label: both('Change it', 'Ändern'), also: [both('no', 'nein'), both('wrong', 'falsch')] },
          ],
        },
        at: [3, 1.6],
      },
      many: {
        type: 'condition',
        label: both('How many?', 'Wie viele?'),
        config: {
          cases: [
            {
              id: 'many',
              label: both('More than five', 'Mehr als fünf'),
              when: { all: [{ left: '{{ vars.request.licences }}', op: 'gt', right: 5 }] },
            },
          ],
        },
        at: [4, 1.6],
      },
      needs_approval: {
        type: 'message',
        label: both('Ask your manager', 'Führungskraft fragen'),
        config: {
          text: both(
            '{{ vars.request.licences }} licences of **{{ vars.request.name }}** need your manager’s approval. In this demo, nobody is asked.',
            '{{ vars.request.licences }} Lizenzen von **{{ vars.request.name }}** muss Ihre Führungskraft freigeben. In dieser Demo wird niemand gefragt.',
          ),
        },
        at: [5, 1.2],
      },
      ordered: {
        type: 'message',
        label: both('No approval needed', 'Ohne Freigabe'),
        config: {
          text: both(
            'So few licences need no approval. In this demo, nothing is ordered.',
            'So wenige Lizenzen brauchen keine Freigabe. In dieser Demo wird nichts bestellt.',
          ),
        },
        at: [5, 2.4],
      },
      incident_table: {
        type: 'table',
        label: both('Known incidents', 'Bekannte Störungen'),
        config: {
          title: both('Known incidents: choose one to read more', 'Bekannte Störungen: Wählen Sie eine aus'),
          rows: '{{ vars.incidents }}',
          columns: [
            { key: 'id', label: both('Number', 'Nummer') },
            { key: 'service', label: both('Service', 'Dienst') },
            { key: 'since', label: both('Since', 'Seit') },
          ],
          selectable: true,
          saveAs: 'incident',
        },
        at: [2, 3.6],
      },
      incident: {
        type: 'message',
        label: both('What is known', 'Was bekannt ist'),
        config: {
          text: joined(
            '{% if vars.incident.id %}**{{ vars.incident.id }}**: {{ vars.incident.service }}, ',
            worded('vars.incident.state', states),
            both(
              '. It is being worked on, you do not have to report it.',
              '. Es wird daran gearbeitet, Sie müssen es nicht melden.',
            ),
            both(
              '{% else %}All right, no incident was chosen.{% endif %}',
              '{% else %}In Ordnung, es wurde keine Störung gewählt.{% endif %}',
            ),
          ),
        },
        at: [3, 3.6],
      },
      question: {
        type: 'question',
        label: both('Your question', 'Ihre Frage'),
        config: {
          text: both('What would you like to know?', 'Was möchten Sie wissen?'),
          saveAs: 'question',
          expects: 'text',
        },
        at: [2, 4.9],
      },
      answer: {
        type: 'llm',
        label: both('A model answers', 'Ein Modell antwortet'),
        config: {
          system: both(
            'You are a friendly IT helpdesk. Answer in at most five sentences. Say so when you do not know.',
            'Du bist ein freundlicher IT-Helpdesk. Antworte in höchstens fünf Sätzen. Sage es, wenn du etwas nicht weißt.',
          ),
          prompt: '{{ vars.question }}',
          history: 8,
          output: 'reply',
        },
        at: [3, 4.9],
      },
      no_model: {
        type: 'message',
        label: both('Without a model', 'Ohne Modell'),
        config: {
          text: both(
            'I cannot answer that: no language model is connected yet. An administrator can add one under **Connections**. Everything else works without.',
            'Das kann ich nicht beantworten: Es ist noch kein Sprachmodell angebunden. Das geht in der Verwaltung unter **Anbindungen**. Alles andere läuft ohne.',
          ),
        },
        at: [4, 5.3],
      },
      rating: {
        type: 'feedback',
        label: both('Rating', 'Bewertung'),
        config: { text: both('Did this help?', 'Hat das geholfen?'), scale: 'thumbs' },
        at: [6, 2],
      },
      done: { type: 'end', config: { resolution: 'resolved' }, at: [7, 2] },
    },
    edges: [
      'start -> topic',
      'topic option:vpn -> each_step',
      'topic option:software -> request_form',
      'topic option:incidents -> incident_table',
      'topic option:ask -> question',
      'each_step each -> try_step',
      'each_step done -> vpn_open',
      'try_step option:yes -> vpn_fixed',
      'try_step option:no -> each_step',
      'vpn_fixed -> rating',
      'vpn_open -> rating',
      'request_form -> check',
      'request_form cancelled -> topic',
      'check option:yes -> many',
      'check option:no -> request_form',
      'many case:many -> needs_approval',
      'many else -> ordered',
      'needs_approval -> rating',
      'ordered -> rating',
      'incident_table -> incident',
      'incident -> rating',
      'question -> answer',
      'answer -> rating',
      'answer error -> no_model',
      'no_model -> rating',
      'rating -> done',
    ],
    notes: [
      {
        id: 'welcome',
        text: both(
          'Welcome! This demo needs no key and no internet.\n\n1. Click “Try it” and chat.\n2. Change a text on any card.\n3. Run the tests, then publish.',
          'Willkommen! Diese Demo braucht keinen Schlüssel und kein Internet.\n\n1. Klicken Sie auf „Ausprobieren“ und chatten Sie.\n2. Ändern Sie auf einer Karte einen Text.\n3. Führen Sie die Tests aus und veröffentlichen Sie.',
        ),
        at: [0, -0.2],
        width: 260,
        height: 200,
      },
    ],
  },
  tests: demoTests,
};
