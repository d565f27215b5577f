/** Groups of node types, in the order that they are shown. */
export const NODE_GROUPS: { key: string; label: string }[] = [
  { key: 'talk', label: 'Talk' },
  { key: 'flow', label: 'Flow' },
  { key: 'data', label: 'Data' },
  { key: 'ai', label: 'AI' },
  { key: 'integrate', label: 'Integrate' },
  { key: 'desk', label: 'Desk' },
];
