export const palette = {
  addTheNextNode: 'Add the next node',
  nothingFitsSearch: 'Nothing fits “{{search}}”.',
  searchNodes: 'Search nodes',
  whatComesNext: 'What comes next?',
} as const;
