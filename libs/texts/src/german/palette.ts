import type { palette as english } from '../english/palette.ts';
import type { Translation } from '../translation.ts';

export const palette: Translation<typeof english> = {
  addTheNextNode: 'Nächsten Knoten hinzufügen',
  nothingFitsSearch: 'Nichts passt zu „{{search}}“.',
  searchNodes: 'Knoten suchen',
  whatComesNext: 'Was kommt als Nächstes?',
};
