import type { conversations as english } from '../english/conversations.ts';
import type { Translation } from '../translation.ts';

export const conversations: Translation<typeof english> = {
  conversations: 'Gespräche',
  turns_one: '{{count}} Runde',
  turns_other: '{{count}} Runden',
  loadingTheConversation: 'Gespräch wird geladen',
  noConversationsYet: 'Noch keine Gespräche',
  nothingSaidYet: 'Noch nichts gesagt',
  olderOnes: 'Ältere',
  publishAFlowAndOpen:
    'Veröffentlichen Sie einen Ablauf und öffnen Sie seine Chatseite: Was dort gesagt wird, erscheint hier.',
  whatUsersAndBotsSaid: 'Was Benutzer und Bots gesagt haben, das Neueste zuerst.',
};
