import type { templates as english } from '../english/templates.ts';
import type { Translation } from '../translation.ts';

export const templates: Translation<typeof english> = {
  allFlows: 'Alle Abläufe',
  needsNeed: 'Braucht: {{need}}',
  templates: 'Vorlagen',
  useThis: 'Verwenden',
  useTitle: '{{title}} verwenden',
  wholeFlowsToBeginWith:
    'Ganze Abläufe für den Anfang. Nehmen Sie einen, ändern Sie, was Sie möchten, probieren Sie ihn aus und veröffentlichen Sie ihn.',
  worksAtOnce: 'Läuft sofort',
  troubleshooting: 'Geführte Fehlersuche',
  requests: 'Anträge',
  security: 'Sicherheit',
  answers: 'Auskünfte',
};
