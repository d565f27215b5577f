import { describe, expect, it } from '@jest/globals';
import type { ChatEvent, KeptChatEvent } from '@patchbay/api-contract/chat';
import fc from 'fast-check';
import { ConversationRecord } from './conversation-record.ts';

type Delta = Extract<ChatEvent, { type: 'message.delta' }>;
/** What a server says, in its order: a kept event, or a piece of a message in writing. */
type Said = KeptChatEvent | Delta;

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);

interface PlannedTurn {
  /** Each attempt's pieces; the last one's are the message, unless it is given up. */
  attempts: string[][];
  givenUp: boolean;
  status: boolean;
}

const turns = fc.array(
  fc.record({
    attempts: fc.array(fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }), { maxLength: 5 }), {
      minLength: 1,
      maxLength: 3,
    }),
    givenUp: fc.boolean(),
    status: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

function history(planned: PlannedTurn[]): Said[] {
  const said: Said[] = [];
  let seq = 0;
  planned.forEach(({ attempts, givenUp, status }, turn) => {
    const kept = { at: '2026-11-27T00:00:00.000Z', episode: 1, turnId: `turn-${turn}` };
    const keep = (event: object) => said.push({ seq: ++seq, ...kept, ...event } as KeptChatEvent);
    keep({ type: 'message', id: `user-${turn}`, role: 'user', text: `question ${turn}` });
    if (status) keep({ type: 'status', text: 'searching' });
    attempts.forEach((pieces, index) => {
      let offset = 0;
      for (const text of pieces) {
        said.push({ type: 'message.delta', messageId: `bot-${turn}`, attempt: index + 1, offset, text });
        offset += text.length;
      }
    });
    if (givenUp) keep({ type: 'error', code: 'model.unavailable', message: 'no answer', retryable: true });
    else keep({ type: 'message', id: `bot-${turn}`, role: 'bot', text: (attempts.at(-1) ?? []).join('') });
    keep({ type: 'turn.completed' });
  });
  return said;
}

const isKept = (one: Said): one is KeptChatEvent => one.type !== 'message.delta';

/** A stream that is opened when `from` of what was said has been said, by a reader who has all up to `after`, and breaks at `to`. */
function stream({ said, from, to, after }: { said: Said[]; from: number; to: number; after: number }): Said[] {
  const before = said.slice(0, from);
  const caught = before.filter((one): one is KeptChatEvent => isKept(one) && one.seq > after);
  return [...caught, ...writtenSoFar(before), ...said.slice(from, to).filter((one) => !isKept(one) || one.seq > after)];
}

// What a server gives who comes in the middle: one piece with all so far.
function writtenSoFar(before: Said[]): Delta[] {
  const last = before.at(-1);
  if (!last || isKept(last)) return [];
  const pieces = before.filter(
    (one): one is Delta => !isKept(one) && one.messageId === last.messageId && one.attempt === last.attempt,
  );
  return [{ ...last, offset: 0, text: pieces.map((piece) => piece.text).join('') }];
}

const textsOf = (record: ConversationRecord) =>
  record.state.items.flatMap((item) => (item.kind === 'message' ? [`${item.key}: ${item.text}`] : []));

describe('a conversation heard by several streams', () => {
  it('is at its end what was kept, whatever broke and overtook, and never shows what no attempt said', () => {
    fc.assert(
      fc.property(
        turns,
        fc.array(fc.record({ from: fc.nat(60), length: fc.nat(60), after: fc.nat(60) }), { maxLength: 4 }),
        fc.infiniteStream(fc.nat(5)),
        (planned, cuts, choice) => {
          const said = history(planned);
          const streams = cuts.map(({ from, length, after }) => {
            const start = from % (said.length + 1);
            // A reader asks for what follows what it has, which is never more than was said.
            const known = said.slice(0, start).filter(isKept).length;
            return stream({ said, from: start, to: start + length, after: Math.min(after, known) });
          });
          // The conversation's own stream leaves nothing out.
          streams.push(stream({ said, from: 0, to: said.length, after: 0 }));
          const record = new ConversationRecord();
          const prefixes = new Map<string, string[]>();
          planned.forEach(({ attempts }, turn) =>
            prefixes.set(
              `bot-${turn}`,
              attempts.map((pieces) => pieces.join('')),
            ),
          );
          for (let left = streams.filter((one) => one.length > 0); left.length > 0; ) {
            const next = left[choice.next().value % left.length]!;
            record.add(next.shift()!);
            left = left.filter((one) => one.length > 0);
            for (const { key, text } of record.state.writing)
              if (!prefixes.get(key)!.some((whole) => whole.startsWith(text)))
                throw new Error(`${key} shows ${JSON.stringify(text)}`);
          }
          const kept = said.filter(isKept);
          expect(textsOf(record)).toEqual(
            kept.flatMap((event) => (event.type === 'message' ? [`${event.id}: ${event.text}`] : [])),
          );
          expect(record.state.writing).toEqual([]);
          expect(record.state.running).toBeUndefined();
          expect(record.state.status).toBeUndefined();
          expect(record.state.lastSeq).toBe(kept.length);
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it('gives the same whatever order its kept events came in', () => {
    fc.assert(
      fc.property(turns, fc.infiniteStream(fc.nat(1_000)), (planned, choice) => {
        const kept = history(planned).filter(isKept);
        const inOrder = new ConversationRecord();
        for (const event of kept) inOrder.add(event);
        const mixed = new ConversationRecord();
        const left = [...kept, ...kept];
        while (left.length > 0) mixed.add(left.splice(choice.next().value % left.length, 1)[0]!);
        expect(mixed.state).toEqual(inOrder.state);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('begins a message anew at a higher attempt, and takes no more of a lower one', () => {
    const record = new ConversationRecord();
    const delta = (attempt: number, offset: number, text: string) =>
      record.add({ type: 'message.delta', messageId: 'm', attempt, offset, text });
    const writing = () => record.state.writing.map((item) => item.text);
    delta(1, 0, 'The first');
    delta(1, 9, ' try');
    expect(writing()).toEqual(['The first try']);
    delta(2, 0, 'Another');
    expect(writing()).toEqual(['Another']);
    delta(1, 13, ' goes on');
    expect(writing()).toEqual(['Another']);
    // A piece whose predecessor is not here is left for the catch-up.
    delta(2, 20, '!');
    expect(writing()).toEqual(['Another']);
    delta(2, 0, 'Another one');
    expect(writing()).toEqual(['Another one']);
  });

  it('passes over what a later release says', () => {
    const record = new ConversationRecord();
    const later = { seq: 1, type: 'later.kind', at: '', episode: 1, turnId: null, text: 'x' };
    record.add(later as unknown as ChatEvent);
    record.add({ type: 'presence' } as unknown as ChatEvent);
    expect(record.state.items).toEqual([]);
    expect(record.state.lastSeq).toBe(1);
  });
});
