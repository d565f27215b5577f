export const preview = {
  chat: 'Chat',
  runsTheDraft: 'Runs the draft.',
  saving: 'Saving',
  startOver: 'Start over',
  theDraftHasChangedSince: 'The draft has changed since this began.',
  variables: 'Variables',
  whatIsShownOfThe: 'What is shown of the test',
  steps: 'Steps',
  stepsCount_one: 'Steps ({{count}})',
  stepsCount_other: 'Steps ({{count}})',
  tests: 'Tests',
} as const;
