export const templates = {
  allFlows: 'All flows',
  needsNeed: 'Needs: {{need}}',
  templates: 'Templates',
  useThis: 'Use this',
  useTitle: 'Use this: {{title}}',
  wholeFlowsToBeginWith: 'Whole flows to begin with. Take one, change what you like, try it, publish it.',
  worksAtOnce: 'Works at once',
  troubleshooting: 'Guided troubleshooting',
  requests: 'Requests',
  security: 'Security',
  answers: 'Answers',
  adapt: 'Worth adapting',
  andMore_one: 'and {{count}} more',
  andMore_other: 'and {{count}} more',
  conversation: 'Conversation',
  conversations: 'Tested conversations',
  conversationHint:
    'Recorded from the engine, and checked with every release. They come along as test cases of your flow.',
  languages_one:
    '{{count}} node, in English and German. Your flow is written in the language of the studio, the other comes along as its translation.',
  languages_other:
    '{{count}} nodes, in English and German. Your flow is written in the language of the studio, the other comes along as its translation.',
  lookInside: 'Look inside',
  lookInsideTitle: 'Look inside: {{title}}',
  needs: 'Needs',
  pictureOf: 'The flow from top to bottom: {{steps}}',
} as const;
