import type { canvas as english } from '../english/canvas.ts';
import type { Translation } from '../translation.ts';

export const canvas: Translation<typeof english> = {
  addANodeHere: 'Hier einen Knoten einfügen',
  arrowKeysFollowThePaths:
    'Pfeiltasten folgen den Wegen, Umschalt und Pfeiltaste wählen einen weiteren aus, Alt und Pfeiltaste verschieben einen Knoten, A fügt den nächsten hinzu, C verbindet, Eingabe öffnet das Formular, Entf entfernt. Das Fragezeichen zeigt alle Tasten. Die Gliederung zeigt denselben Ablauf als Baum.',
  canvasOfTheFlow: 'Zeichenfläche des Ablaufs',
  doubleClickToWrite: 'Zum Schreiben doppelklicken',
  note: 'Notiz',
  titleOfTheFrame: 'Titel des Rahmens',
  unknownType: 'Unbekannt: {{type}}',
  untitled: 'Ohne Titel',
  connectionFrom: 'Verbindung von {{from}}',
  frame: 'Rahmen',
  leadsBy: 'Führt über {{paths}}',
  leadsNowhere: 'Führt nirgendwohin',
  portTo: '{{port}} zu {{to}}',
  problems_one: '{{count}} Problem',
  problems_other: '{{count}} Probleme',
  selected_one: '{{count}} ausgewählt',
  selected_other: '{{count}} ausgewählt',
  colourOfTheFrame: 'Farbe des Rahmens',
  colourOfTheNote: 'Farbe der Notiz',
  colour_gray: 'Grau',
  colour_blue: 'Blau',
  colour_teal: 'Blaugrün',
  colour_yellow: 'Gelb',
  colour_orange: 'Orange',
  colour_red: 'Rot',
  colour_grape: 'Traube',
  unknownTypeKept: 'Unbekannter Typ, bleibt unverändert',
};
