import type { ChatEvent } from '../client/chat-event.ts';
import type { TurnHistory } from '../client/history.ts';

/** The text of a message; undefined for a click or a submit. */
export function textOfTurn({ body }: TurnHistory): string | undefined {
  return 'text' in body ? body.text : undefined;
}

/** The id under which the product keeps a turn: that of an answer, else that of the message with its text, which is written once in a conversation. */
export function turnIdOf({ turn, stored }: { turn: TurnHistory; stored: readonly ChatEvent[] }): string | undefined {
  const text = textOfTurn(turn);
  return (
    turn.answers[0]?.turnId ??
    stored.find((event) => event.type === 'message' && event.role === 'user' && event.text === text)?.turnId ??
    undefined
  );
}

/** Kept events of a turn. */
export function eventsOfTurn({ turn, stored }: { turn: TurnHistory; stored: readonly ChatEvent[] }): ChatEvent[] {
  const id = turnIdOf({ turn, stored });
  return id === undefined ? [] : stored.filter((event) => event.turnId === id);
}

/** What the bot, or the product itself, said in these events. */
export function textsSaid(events: readonly ChatEvent[]): string[] {
  return events.flatMap(({ type, role, text }) => (type === 'message' && role !== 'user' ? [text ?? ''] : []));
}

/** A complaint when two lists of texts differ. */
export function differing(
  what: string,
  { said, wanted }: { said: readonly string[]; wanted: readonly string[] },
): string[] {
  if (JSON.stringify(said) === JSON.stringify(wanted)) return [];
  return [`${what}: said ${JSON.stringify(said)} instead of ${JSON.stringify(wanted)}`];
}
