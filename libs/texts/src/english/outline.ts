export const outline = {
  addWhatComesNextA: 'Add what comes next (A)',
  depth: 'Level {{depth}}',
  frame: 'Frame',
  goesOnAtLabel: 'goes on at {{label}}',
  leadsNowhere: 'leads nowhere',
  note: 'Note',
  notesAndFrames: 'Notes and frames',
  notReachedByAnyPath: 'Not reached by any path',
  outlineOfTheFlow: 'Outline of the flow',
  upAndDownMoveLeft:
    'Up and down move, with Shift they select several, with Ctrl they only move and Ctrl+Space selects one more; left and right fold. A adds behind a node or a port, C connects, Enter opens the form, G goes to a node by its name, Delete removes; ? shows all keys.',
  upAndDownMoveLeftRead:
    'Up and down move, with Shift they select several, with Ctrl they only move and Ctrl+Space selects one more; left and right fold. D leads to the data of the selected node, O back to the canvas.',
  keysOfTheOutline: 'Keys of the outline',
} as const;
