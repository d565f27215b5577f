import type { preview as english } from '../english/preview.ts';
import type { Translation } from '../translation.ts';

export const preview: Translation<typeof english> = {
  chat: 'Chat',
  runsTheDraft: 'Führt den Entwurf aus.',
  saving: 'Wird gespeichert',
  startOver: 'Neu beginnen',
  theDraftHasChangedSince: 'Der Entwurf hat sich seit Beginn geändert.',
  variables: 'Variablen',
  whatIsShownOfThe: 'Was vom Test gezeigt wird',
  steps: 'Schritte',
  stepsCount_one: 'Schritte ({{count}})',
  stepsCount_other: 'Schritte ({{count}})',
  tests: 'Tests',
};
