import { expect, test } from '@jest/globals';
import { planOf, TestConversation, testFlow } from './testing/test-conversation.ts';

// Measured: 0.2 ms to compile 1,000 nodes, 5 µs a node. Told here is a change of order alone, so that a busy machine does not fail it.

function chainOf(nodes: number) {
  const names = Array.from({ length: nodes }, (_, index) => `n${index}`);
  return testFlow(
    Object.fromEntries(names.map((name) => [name, ['say', { text: `${name} {{ message.text }}` }]])),
    names.flatMap((name, index) => (index === 8 ? [] : [`${index === 0 ? 'start' : names[index - 1]} > ${name}`])),
  );
}

function bestOf(times: number[]): number {
  return Math.min(...times);
}

test('compiling a flow takes no longer than it is', () => {
  const timeOf = (nodes: number) => {
    const flow = chainOf(nodes);
    return bestOf(
      Array.from({ length: 9 }, () => {
        const began = performance.now();
        planOf({ flow });
        return performance.now() - began;
      }),
    );
  };
  timeOf(1_000);
  // Both too large for what a processor and a collector keep near. What grew with the square would take 16 times as long.
  expect(timeOf(40_000)).toBeLessThan(timeOf(10_000) * 12 + 1);
});

test('a turn costs the same in a flow of 10 nodes and of 5,000', async () => {
  const paceOf = async (nodes: number) => {
    const chat = new TestConversation(chainOf(nodes));
    const times: number[] = [];
    for (let round = 0; round < 60; round++) {
      const began = performance.now();
      expect(await chat.say('x')).toHaveLength(8);
      times.push(performance.now() - began);
    }
    return bestOf(times);
  };
  const [small, large] = [await paceOf(10), await paceOf(5_000)];
  // What went through all nodes would take five hundred times as long.
  expect(large).toBeLessThan(small * 40);
});

test('translations are looked at node by node', () => {
  const timeOf = (nodes: number) => {
    const flow = chainOf(nodes);
    const texts = Object.fromEntries(flow.nodes.map(({ id }) => [`${id}.text`, `${id} auf Deutsch`]));
    const { main } = planOf({ flow: { ...flow, translations: { de: texts, fr: texts, it: texts } } });
    const began = performance.now();
    for (const { id } of flow.nodes) main.node(id);
    return performance.now() - began;
  };
  const best = (nodes: number) => bestOf(Array.from({ length: 5 }, () => timeOf(nodes)));
  best(300);
  expect(best(3_000)).toBeLessThan(best(300) * 60 + 5);
});
