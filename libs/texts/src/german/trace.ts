import type { trace as english } from '../english/trace.ts';
import type { Translation } from '../translation.ts';

export const trace: Translation<typeof english> = {
  asItIsWritten: 'Wie es geschrieben steht',
  byItself: 'Von selbst',
  consoleLevel: 'console.{{level}}',
  failedCode: 'Fehlgeschlagen: {{code}}',
  givenWithItsTemplatesFilled: 'Bekommen, mit ausgefüllten Textvorlagen',
  nothingHasRunYetEach:
    'Noch ist nichts gelaufen. Hier erscheint jeder Knoten, durch den das Gespräch geht, mit dem, was er bekam und was er ergab.',
  result: 'Ergebnis',
  setBy: 'Gesetzt von',
  showItOnTheCanvas: 'Auf der Zeichenfläche zeigen',
  steps: 'Schritte',
  thisFlowHasNoVariables:
    'Dieser Ablauf hat noch keine Variablen. Ein Knoten, der etwas fragt oder berechnet, kann es in einer speichern.',
  turnNumber: 'Runde {{number}}',
  value: 'Wert',
  variable: 'Variable',
  variablesThatItSet: 'Gesetzte Variablen',
  atFirst: 'zu Beginn',
  tokensOf: 'Token von {{model}}',
  tokensInOut: '{{input}} hinein, {{output}} heraus',
  tokens_one: '{{number}} Token',
  tokens_other: '{{number}} Token',
  pinned: 'Angeheftetes Ergebnis',
  changeVariable: '{{name}} ändern',
  newValueOf: 'Neuer Wert von {{name}}',
  thisIsNoJson: 'Dies ist kein JSON.',
  mustBeOfType: 'Dies muss JSON vom Typ {{type}} sein.',
  set: 'Setzen',
  cancel: 'Abbrechen',
  pausedBefore: 'Angehalten vor {{name}}',
};
