export const templates = {
  allFlows: 'All flows',
  needsNeed: 'Needs: {{need}}',
  templates: 'Templates',
  useThis: 'Use this',
  useTitle: 'Use {{title}}',
  wholeFlowsToBeginWith: 'Whole flows to begin with. Take one, change what you like, try it, publish it.',
  worksAtOnce: 'Works at once',
  troubleshooting: 'Guided troubleshooting',
  requests: 'Requests',
  security: 'Security',
  answers: 'Answers',
} as const;
