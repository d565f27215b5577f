import type { outline as english } from '../english/outline.ts';
import type { Translation } from '../translation.ts';

export const outline: Translation<typeof english> = {
  addWhatComesNextA: 'Nächsten Knoten hinzufügen (A)',
  depth: 'Ebene {{depth}}',
  frame: 'Rahmen',
  goesOnAtLabel: 'weiter bei {{label}}',
  leadsNowhere: 'führt nirgendwohin',
  note: 'Notiz',
  notesAndFrames: 'Notizen und Rahmen',
  notReachedByAnyPath: 'Auf keinem Weg erreichbar',
  outlineOfTheFlow: 'Gliederung des Ablaufs',
  upAndDownMoveLeft:
    'Auf und ab bewegen, mit Umschalt wählen sie mehrere aus, mit Strg bewegen sie nur und Strg+Leertaste wählt einen weiteren aus; links und rechts klappen zu und auf. A fügt hinter einem Knoten oder Ausgang hinzu, C verbindet, Eingabe öffnet das Formular, G geht zu einem Knoten nach seinem Namen, Entf entfernt; ? zeigt alle Tasten.',
  upAndDownMoveLeftRead:
    'Auf und ab bewegen, mit Umschalt wählen sie mehrere aus, mit Strg bewegen sie nur und Strg+Leertaste wählt einen weiteren aus; links und rechts klappen zu und auf. D führt zu den Daten des ausgewählten Knotens, O zurück zur Zeichenfläche.',
  keysOfTheOutline: 'Tasten der Gliederung',
};
