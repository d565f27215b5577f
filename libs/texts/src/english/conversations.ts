export const conversations = {
  conversations: 'Conversations',
  turns_one: '{{count}} turn',
  turns_other: '{{count}} turns',
  loadingTheConversation: 'Loading the conversation',
  noConversationsYet: 'No conversations yet',
  nothingSaidYet: 'Nothing said yet',
  olderOnes: 'Older ones',
  publishAFlowAndOpen: 'Publish a flow and open its chat page: what is said there appears here.',
  whatUsersAndBotsSaid: 'What users and bots said, newest first.',
} as const;
