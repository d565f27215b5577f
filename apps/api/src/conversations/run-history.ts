import type { NewEvent } from '@patchbay/db';
import type { HistoryMessage, HistoryPort } from '@patchbay/node-kit';
import { eventFormats } from './event-formats.ts';

/** Messages of a conversation that are kept already, oldest first. */
export interface PastMessages {
  last(options: { episode: number; count: number }): Promise<{ role: string; text: string }[]>;
}

/** The history that a handler may ask for: what is kept, and what this run has said since. */
export function runHistory(options: {
  past: PastMessages;
  writer: { readonly pending: readonly NewEvent[] };
  episode: () => number;
}): HistoryPort {
  return {
    async last(count) {
      const episode = options.episode();
      const fresh = options.writer.pending
        .filter((event) => event.type === 'message' && event.episode === episode)
        .map((event): HistoryMessage => historyMessage(JSON.parse(eventFormats.read(event))));
      const missing = count - fresh.length;
      const kept = missing > 0 ? await options.past.last({ episode, count: missing }) : [];
      return [...kept.map(historyMessage), ...fresh].slice(-count);
    },
  };
}

function historyMessage({ role, text }: { role: string; text: string }): HistoryMessage {
  return { role: role === 'user' || role === 'agent' || role === 'system' ? role : 'bot', text };
}
