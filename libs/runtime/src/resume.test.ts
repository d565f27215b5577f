import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCheckpoint } from './checkpoint.ts';
import { arbitraryFlows } from './testing/arbitrary-flow.ts';
import { TestConversation, testFlow } from './testing/test-conversation.ts';

test('a turn that is gone on with from any of its checkpoints tells the rest of it and ends the same', async () => {
  let resumed = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryFlows, fc.constantFrom('x', 'stuck', 'fail'), async ({ main, one, two }, text) => {
      const chat = conversation(main, [one, two]);
      await chat.open();
      hurry(chat);
      await chat.say(text);
      const { checkpoints, events, snapshot } = chat;
      for (const checkpoint of checkpoints.slice(0, 20)) {
        const again = conversation(main, [one, two]);
        await again.resume(checkpoint);
        resumed += 1;
        expect(told(again.events)).toEqual(told(events.slice(checkpoint.told)));
        expect(again.snapshot).toEqual(snapshot);
      }
    }),
    { numRuns: 200 },
  );
  expect(resumed).toBeGreaterThan(200);
});

test('a checkpoint of another release is refused', () => {
  expect(() => readCheckpoint({ format: 2 })).toThrow('format 2');
  expect(() => readCheckpoint(null)).toThrow('not readable');
});

test('a node that only another version of the flow has is said to be missing', async () => {
  const before = conversation(testFlow({ a: ['work'], b: ['work'] }, ['start > a', 'a > b', 'b.error > a']));
  await before.open();
  const [checkpoint] = before.checkpoints.slice(-1);
  const after = conversation(testFlow({ other: ['work'] }, ['start > other']));
  expect(await after.resume(checkpoint!)).toContain('!node.missing');
  expect(after.snapshot.status).toBe('idle');
});

function conversation(...flows: ConstructorParameters<typeof TestConversation>): TestConversation {
  const chat = new TestConversation(...flows);
  hurry(chat);
  return chat;
}

// Time passes so fast that every step is followed by a checkpoint, as many as are gone on with; then it stands still, so that what ends a flow without an end is the
// number of its nodes, which goes on with it, and not the time, which each process looks at by itself.
function hurry(chat: TestConversation): void {
  let clock = 0;
  chat.elapsed = () => (clock < 5_000 ? (clock += 5) : clock);
}

function told(events: TestConversation['events']): unknown[] {
  return events.filter((event) => event.type !== 'step');
}
