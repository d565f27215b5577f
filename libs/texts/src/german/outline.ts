import type { outline as english } from '../english/outline.ts';
import type { Translation } from '../translation.ts';

export const outline: Translation<typeof english> = {
  addWhatComesNextA: 'Nächsten Knoten hinzufügen (A)',
  goesOnAtLabel: 'weiter bei {{label}}',
  leadsNowhere: 'führt nirgendwohin',
  notReachedByAnyPath: 'Auf keinem Weg erreichbar',
  outlineOfTheFlow: 'Gliederung des Ablaufs',
  upAndDownMoveLeft:
    'Auf und ab bewegen, links und rechts klappen zu und auf. A fügt hinter einem Knoten oder Ausgang hinzu, C verbindet, Eingabe öffnet das Formular, Entf entfernt; ? zeigt alle Tasten.',
};
