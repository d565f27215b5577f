import type { templates as english } from '../english/templates.ts';
import type { Translation } from '../translation.ts';

export const templates: Translation<typeof english> = {
  allFlows: 'Alle Abläufe',
  needsNeed: 'Braucht: {{need}}',
  templates: 'Vorlagen',
  useThis: 'Verwenden',
  useTitle: 'Verwenden: {{title}}',
  wholeFlowsToBeginWith:
    'Ganze Abläufe für den Anfang. Nehmen Sie einen, ändern Sie, was Sie möchten, probieren Sie ihn aus und veröffentlichen Sie ihn.',
  worksAtOnce: 'Läuft sofort',
  troubleshooting: 'Geführte Fehlersuche',
  requests: 'Anträge',
  security: 'Sicherheit',
  answers: 'Auskünfte',
  bot: 'Bot',
  clicks: 'klickt „{{label}}“',
  conversationHint:
    'Jede Version von Patchbay führt dieses Gespräch, bevor sie ausgeliefert wird. Von jeder Antwort wird geprüft, dass sie diese Worte enthält.',
  conversationOf: 'Geprüftes Gespräch: {{title}}',
  down: 'bewertet mit Daumen runter',
  fills: 'füllt {{fields}} aus',
  picks: 'wählt Zeile {{row}}',
  rates: 'bewertet mit {{score}} von 5 Sternen',
  seeAConversation: 'Geprüftes Gespräch',
  seeAConversationOf: 'Geprüftes Gespräch zu {{title}}',
  up: 'bewertet mit Daumen hoch',
  user: 'Benutzer',
  nodesCount_one: '{{count}} Knoten',
  nodesCount_other: '{{count}} Knoten',
};
