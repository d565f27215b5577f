import { expect, test } from '@jest/globals';
import { KeptValues } from './kept-values.ts';
import { missingSecret, unavailableStore } from './store-failure.ts';

function made(options: Partial<ConstructorParameters<typeof KeptValues>[0]> = {}) {
  let now = 0;
  let asked = 0;
  const kept = new KeptValues<string>({
    freshMs: 100,
    staleMs: 1_000,
    failureMs: 10,
    most: 3,
    now: () => now,
    ...options,
  });
  return {
    kept,
    pass: (ms: number) => (now += ms),
    asked: () => asked,
    get: (key: string, answer: string | Error = key) =>
      kept.get({
        key,
        ask: async () => {
          asked += 1;
          if (answer instanceof Error) throw answer;
          return answer;
        },
      }),
  };
}

test('a value is asked for once in its time, by however many', async () => {
  const { get, pass, asked } = made();
  expect(await Promise.all([get('a'), get('a'), get('a')])).toEqual(['a', 'a', 'a']);
  pass(99);
  await get('a');
  expect(asked()).toBe(1);
  pass(1);
  expect([await get('a', 'next'), asked()]).toEqual(['next', 2]);
});

test('no more are kept than the bound says: what was not used for longest goes', async () => {
  const { get, kept, asked } = made();
  for (const key of ['a', 'b', 'c', 'a', 'd']) await get(key);
  expect([kept.size, asked()]).toEqual([3, 4]);
  await get('a');
  expect(asked()).toBe(4);
  await get('b');
  expect(asked()).toBe(5);
  for (let index = 0; index < 50; index++) await get(`failing ${index}`, missingSecret('no')).catch(() => undefined);
  expect(kept.size).toBe(3);
});

test('the last value stands in while its store is away, for a time; not where the store says no', async () => {
  const { get, pass, asked } = made();
  const [away, no] = [unavailableStore('away'), missingSecret('no')];
  await get('a');
  pass(500);
  expect(await get('a', away)).toBe('a');
  // Nor is a store that is away asked by every call.
  expect([await get('a', away), asked()]).toEqual(['a', 2]);
  pass(601);
  await expect(get('a', away)).rejects.toBe(away);
  await get('b');
  pass(200);
  await expect(get('b', no)).rejects.toBe(no);
  await expect(get('b', away)).rejects.toBe(no);
  pass(20);
  await expect(get('b', away)).rejects.toBe(away);
});

test('with no time to keep it in, nothing is kept', async () => {
  const { get, pass, asked } = made({ freshMs: 0 });
  await get('a');
  pass(1);
  await expect(get('a', unavailableStore('away'))).rejects.toThrow('away');
  expect(asked()).toBe(2);
});
