export const tour = {
  back: 'Back',
  canvas:
    'A path leads from node to node. Drag from a port of one card to another card, or to an empty place to pick what comes next. Everything can be undone.',
  canvasTitle: 'Draw the paths',
  connections:
    'Language models and other systems are set up here once, with their credentials. Flows call them by name and never see a secret.',
  connectionsTitle: 'Connect your systems',
  conversations: 'Once a flow is published, what people write to it appears here, step by step.',
  conversationsTitle: 'See what was said',
  done: 'Done',
  end: 'End the tour',
  flows:
    'Each flow is a bot with a chat page of its own. This is the list of them: drafts, and those that people can reach.',
  flowsTitle: 'Your flows',
  form: 'What a card says and does is set here. Problems are shown at the field that has them, with a way to mend them.',
  formTitle: 'Fill in the form',
  newHere: 'New here?',
  newHereHint: 'New here? A tour of two minutes shows how a flow is built, tried and published.',
  next: 'Next',
  noThanks: 'No, thanks',
  nodes:
    'A flow is made of nodes: messages, questions, choices, forms, calls to other systems. Click one to add it, or press A on the canvas.',
  nodesTitle: 'Add nodes',
  publish:
    'Publishing makes a version that people reach at its address. The draft can be changed on without anybody noticing, and every version can be brought back.',
  publishTitle: 'Publish',
  stepOf: '{{number}} of {{count}}',
  takeTheTour: 'Take the tour',
  templates:
    'Whole flows for the usual troubles of a helpdesk, each with a picture, what it needs and a conversation that was tested. Take one and change what you like.',
  templatesTitle: 'Begin with a template',
  tryIt:
    'A conversation with the draft, beside the canvas. Its path lights up, and each step shows what it was given and what it gave.',
  tryItTitle: 'Try it',
} as const;
