import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TurnInput } from './run-event.ts';
import { arbitraryFlows, arbitraryInputs } from './testing/arbitrary-flow.ts';
import { TestConversation } from './testing/test-conversation.ts';

// The conversation itself checks that each turn settles once and last, that what it was given stays as it is, and that its snapshot is plain JSON.
test('whatever the flow and whatever comes, each turn settles, and the conversation stays whole', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryFlows, arbitraryInputs, async ({ main, one, two }, inputs) => {
      const chat = new TestConversation(main, [one, two]);
      chat.trace = true;
      const open = new Set<string>();
      chat.onEvent = (event) => {
        if (event.type === 'component') open.add(event.id);
        if (event.type === 'component.closed') {
          expect(open.has(event.id)).toBe(true);
          open.delete(event.id);
        }
      };
      await chat.open();
      for (const kind of inputs) {
        await chat.turn(inputOf(kind, chat));
        checkWhole(chat, open);
      }
      expect(chat.internalErrors.filter((error) => !String(error).includes('a secret of the inside'))).toEqual([]);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    }),
    { numRuns: 400 },
  );
});

function inputOf(kind: TurnInput['kind'] | 'stuck' | 'fail', { component: componentId }: TestConversation): TurnInput {
  switch (kind) {
    case 'submit':
      return { kind, componentId, values: { option: 'x' } };
    case 'opened':
    case 'timer':
      return { kind };
    case 'cancel':
      return { kind, componentId };
    default:
      return { kind: 'message', text: kind, files: [] };
  }
}

function checkWhole({ snapshot, settled, plan }: TestConversation, open: ReadonlySet<string>): void {
  const { status, waiting, frames } = snapshot;
  expect(waiting !== undefined).toBe(status === 'waiting');
  expect(settled.waitingFor !== undefined).toBe(status === 'waiting');
  if (status !== 'waiting') {
    expect(frames).toHaveLength(1);
    if (status === 'idle') expect(frames[0]).toMatchObject({ loops: [] });
    expect(open.size).toBe(0);
  }
  expect(frames.length).toBeLessThanOrEqual(9);
  expect(frames.map((frame) => frame.caller === null)).toEqual(frames.map((_, index) => index === 0));
  if (waiting) {
    const flow = frames.length === 1 ? plan.main : plan.flows.get(waiting.flow);
    expect(flow?.node(waiting.node)).toBeDefined();
    expect([...open]).toEqual(waiting.waiting.component === undefined ? [] : [waiting.waiting.component]);
  }
  for (const frame of frames) {
    const names = frame.interrupted?.map((one) => one.node) ?? [];
    expect(new Set(names).size).toBe(names.length);
    expect(frame.loops.length).toBeLessThanOrEqual(6);
  }
}
