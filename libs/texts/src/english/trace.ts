export const trace = {
  byItself: 'By itself',
  consoleLevel: 'console.{{level}}',
  failedCode: 'Failed: {{code}}',
  givenWithItsTemplatesFilled: 'Given, with its templates filled in',
  nothingHasRunYetEach:
    'Nothing has run yet. Each node that the conversation goes through is listed here, with what it was given and what it gave.',
  result: 'Result',
  setBy: 'Set by',
  showItOnTheCanvas: 'Show it on the canvas',
  steps: 'Steps',
  thisFlowHasNoVariables: 'This flow has no variables yet. A node that asks or computes something can save it in one.',
  turnNumber: 'Turn {{number}}',
  value: 'Value',
  variable: 'Variable',
  variablesThatItSet: 'Variables that it set',
  atFirst: 'at first',
} as const;
