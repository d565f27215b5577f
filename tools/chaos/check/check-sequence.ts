import type { ChatEvent } from '../client/chat-event.ts';

/** Kept events are numbered from 1 on, without gaps and repeats, and their times do not go back. */
export function checkSequence(stored: readonly ChatEvent[]): string[] {
  const found = stored.flatMap(({ seq }, index) =>
    seq === index + 1 ? [] : [`event ${index + 1} of the record has the seq ${seq}`],
  );
  const back = stored.filter((event, index) => (event.at ?? '') < (stored[index - 1]?.at ?? ''));
  return [
    ...found.slice(0, 3),
    ...back.slice(0, 3).map(({ seq }) => `the time of event ${seq} is before that of the one before it`),
  ];
}
