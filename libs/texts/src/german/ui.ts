import type { ui as english } from '../english/ui.ts';
import type { Translation } from '../translation.ts';

export const ui: Translation<typeof english> = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  couldNotBeLoaded: 'Das konnte nicht geladen werden',
  loading: 'Wird geladen',
  tryAgain: 'Noch einmal versuchen',
  undo: 'Rückgängig machen',
};
