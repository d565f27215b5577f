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
  adapt: 'Das passen Sie am besten an',
  andMore_one: 'und {{count}} weiterer',
  andMore_other: 'und {{count}} weitere',
  conversation: 'Gespräch',
  conversations: 'Geprüfte Gespräche',
  conversationHint:
    'Mit der Engine aufgezeichnet und mit jeder Version geprüft. Sie kommen als Testfälle Ihres Ablaufs mit.',
  languages_one:
    '{{count}} Knoten, auf Deutsch und Englisch. Ihr Ablauf ist in der Sprache des Studios geschrieben, die andere kommt als Übersetzung mit.',
  languages_other:
    '{{count}} Knoten, auf Deutsch und Englisch. Ihr Ablauf ist in der Sprache des Studios geschrieben, die andere kommt als Übersetzung mit.',
  lookInside: 'Ansehen',
  lookInsideTitle: 'Ansehen: {{title}}',
  needs: 'Braucht',
  pictureOf: 'Der Ablauf von oben nach unten: {{steps}}',
};
