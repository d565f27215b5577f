import type { ChatEvent } from '../client/chat-event.ts';
import type { Connection, ConversationHistory } from '../client/history.ts';
import { canonical } from './canonical.ts';

/** What was shown live is what is kept; a reader who comes back misses nothing and gets nothing twice. */
export function checkShown({
  history,
  stored,
}: {
  history: Pick<ConversationHistory, 'follows' | 'openCalls' | 'turns'>;
  stored: readonly ChatEvent[];
}): string[] {
  const kept = new Map(stored.map((event) => [event.seq, canonical(event)]));
  const all = [...history.openCalls, ...history.turns.flatMap((turn) => turn.calls), ...history.follows];
  const other = all.flatMap((connection) =>
    connection.items.flatMap(({ event }) =>
      event.seq === undefined || kept.get(event.seq) === canonical(event)
        ? []
        : [`shown as ${canonical(event)}, kept as ${kept.get(event.seq) ?? 'nothing'}`],
    ),
  );
  return [...other.slice(0, 3), ...history.follows.flatMap(gapsOf).slice(0, 3)];
}

function gapsOf(connection: Connection): string[] {
  let last = connection.after;
  const found: string[] = [];
  for (const { event, id } of connection.items) {
    if (event.seq === undefined) continue;
    if (id !== event.seq) found.push(`the stream's id ${id} is not the seq ${event.seq}`);
    if (event.seq !== last + 1) found.push(`a stream went from seq ${last} to ${event.seq}`);
    last = event.seq;
  }
  return found;
}
