import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { standInBrowser, standInStorage } from '../editor/stand-in-browser.ts';
import type { TurnStep } from './debug-store.ts';

let restore: () => void;

beforeEach(() => {
  const window = Object.assign(new EventTarget(), { location: { origin: 'http://127.0.0.1:9', pathname: '/' } });
  const document = { getElementById: () => null };
  restore = standInBrowser({ window, document, location: window.location, localStorage: standInStorage() });
});

afterEach(() => restore());

const step = (at: number): TurnStep => ({
  ...{ turnId: 't', flow: 'desk', nodeId: `n${at % 3}`, nodeType: 'set', depth: 0 },
  ...{ startedMs: at, durationMs: 1, outcome: 'next', said: [] },
});

test('steps that come at once are shown together, each once and in their order, and before the state that follows them', async () => {
  const { DebugStore } = await import('./debug-store.ts');
  const store = new DebugStore({ flowKey: 'desk', user: 'ada' });
  store.begin('a');
  let shown = 0;
  store.subscribe(() => (shown += 1));
  for (let at = 0; at < 1_000; at++) expect(store.addStep(step(at))).toBe(true);
  // The first at once; the rest when there is time, or when something is told that comes after them.
  expect(store.view().steps).toHaveLength(1);
  store.setDebug({ revision: 1, state: 'idle', draft: 1, vars: {} });
  expect(store.view().steps.map(({ startedMs }) => startedMs)).toEqual(Array.from({ length: 1_000 }, (_, at) => at));
  expect(shown).toBe(3);
  expect(store.addStep(step(7))).toBe(false);
  expect(store.addStep(step(1_000))).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(store.view().steps).toHaveLength(1_001);
  // What was gathered for one test is not shown in the next.
  store.addStep(step(1_001));
  store.addStep(step(1_002));
  store.begin('b');
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(store.view().steps).toEqual([]);
});
