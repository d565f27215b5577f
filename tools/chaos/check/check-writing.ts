import type { ChatEvent } from '../client/chat-event.ts';
import type { Connection, ConversationHistory } from '../client/history.ts';

interface Written {
  attempt: number;
  text: string;
  whole: boolean;
}

/** As a client shows a message in writing: parts follow each other, a higher attempt replaces what was shown, and the whole message is what the parts said. */
export function checkWriting(history: Pick<ConversationHistory, 'follows' | 'openCalls' | 'turns'>): string[] {
  const all = [...history.openCalls, ...history.turns.flatMap((turn) => turn.calls), ...history.follows];
  return all.flatMap(writingOf).slice(0, 5);
}

function writingOf({ items }: Connection): string[] {
  const messages = new Map<string, Written>();
  const found: string[] = [];
  for (const { event } of items) {
    if (event.type === 'message.delta') found.push(...part({ event, messages }));
    else if (event.type === 'message' && event.id !== undefined) {
      const written = messages.get(event.id);
      if (written && written.text !== event.text)
        found.push(
          `message ${event.id} was written as ${JSON.stringify(written.text)} (attempt ${written.attempt}) and is ${JSON.stringify(event.text)}`,
        );
      messages.set(event.id, { attempt: Number.POSITIVE_INFINITY, text: event.text ?? '', whole: true });
    }
  }
  return found;
}

function part({ event, messages }: { event: ChatEvent; messages: Map<string, Written> }): string[] {
  const { messageId = '', attempt = 0, offset = 0, text = '' } = event;
  const before = messages.get(messageId);
  if (before?.whole) return [`a part of message ${messageId} came after the whole`];
  if (before && attempt < before.attempt)
    return [`message ${messageId} went from attempt ${before.attempt} back to ${attempt}`];
  if (!before || attempt > before.attempt) {
    messages.set(messageId, { attempt, text, whole: false });
    return offset === 0 ? [] : [`attempt ${attempt} of message ${messageId} begins at ${offset}`];
  }
  // A catch-up says all from the start again.
  if (offset === 0 && text.startsWith(before.text)) messages.set(messageId, { ...before, text });
  else if (offset === before.text.length) messages.set(messageId, { ...before, text: before.text + text });
  else return [`a part of message ${messageId} begins at ${offset}, and ${before.text.length} were shown`];
  return [];
}
