import type { ui as english } from '../english/ui.ts';
import type { Translation } from '../translation.ts';

export const ui: Translation<typeof english> = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  couldNotBeLoaded: 'Das konnte nicht geladen werden',
  loading: 'Wird geladen',
  partIsMissing:
    'Ein Teil des Studios konnte nicht geladen werden: Es gibt vielleicht eine neuere Fassung von Patchbay, oder das Netz fehlt. Noch nicht gespeicherte Änderungen bleiben erhalten.',
  reload: 'Neu laden',
  tryAgain: 'Noch einmal versuchen',
  undo: 'Rückgängig machen',
};
