export const outline = {
  addWhatComesNextA: 'Add what comes next (A)',
  goesOnAtLabel: 'goes on at {{label}}',
  leadsNowhere: 'leads nowhere',
  notReachedByAnyPath: 'Not reached by any path',
  outlineOfTheFlow: 'Outline of the flow',
  upAndDownMoveLeft:
    'Up and down move, left and right fold. A adds behind a node or a port, C connects, Enter opens the form, Delete removes; ? shows all keys.',
} as const;
