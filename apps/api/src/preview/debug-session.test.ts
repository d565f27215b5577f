import { expect, test } from '@jest/globals';
import type { UpcomingVisit } from '@patchbay/runtime';
import { DebugSession } from './debug-session.ts';

const at = (nodeId: string, depth = 0, flow = 'f'): UpcomingVisit => ({
  ...{ flow, nodeId, depth },
  nodeType: 'set',
  arrival: { kind: 'entered', opening: false, loop: undefined },
  vars: { a: 1, deep: { b: 2 } },
  nodes: {},
  loops: [],
  message: { text: '', files: [] },
});

function session(pauseMs = 60_000) {
  const debug = new DebugSession({ onChange: () => undefined, pauseMs });
  const visit = (place: UpcomingVisit) => debug.direct({ at: place, turnId: null, reached: () => Promise.resolve() });
  return { debug, visit };
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

test('nothing is held without a reason; a breakpoint counts in its own flow alone', async () => {
  const { debug, visit } = session();
  debug.setBreakpoints([{ flow: 'other', nodeId: 'x' }]);
  expect(await visit(at('x'))).toEqual({ kind: 'run' });
});

test('stepping over a call passes its nodes by, stepping goes into it', async () => {
  const { debug, visit } = session();
  debug.setBreakpoints([{ flow: 'f', nodeId: 'call' }]);
  const held = visit(at('call'));
  await soon();
  debug.act('over');
  expect(await held).toEqual({ kind: 'run', assign: [] });
  expect(await visit(at('inside', 1, 'g'))).toEqual({ kind: 'run' });
  // It was stood before already when it called.
  const returned = { ...at('call'), arrival: { kind: 'returned' as const, resolution: null, output: {} } };
  expect(await visit(returned)).toEqual({ kind: 'run' });
  const back = visit(at('after'));
  await soon();
  expect(debug.state.paused).toMatchObject({ nodeId: 'after', reason: 'step' });
  debug.act('step');
  await back;
  void visit(at('inside', 1, 'g'));
  await soon();
  expect(debug.state.paused).toMatchObject({ nodeId: 'inside', depth: 1 });
  debug.close();
});

test('changes are seen at once, and the run is told of them when it goes on; what it holds stays as it is until then', async () => {
  const { debug, visit } = session();
  debug.act('pause');
  const place = at('x');
  const held = visit(place);
  await soon();
  expect(debug.set({ path: 'deep.b', value: 3 })).toBe(true);
  expect(debug.state.vars).toEqual({ a: 1, deep: { b: 3 } });
  expect(place.vars).toEqual({ a: 1, deep: { b: 2 } });
  debug.act('continue');
  expect(await held).toEqual({ kind: 'run', assign: [{ path: 'deep.b', value: 3 }] });
  expect(debug.set({ path: 'a', value: 2 })).toBe(false);
});

test('who is not let go on in time is ended, and says why', async () => {
  const { debug, visit } = session(20);
  debug.act('pause');
  expect(await visit(at('x'))).toEqual({ kind: 'stop' });
  expect(debug.state).toMatchObject({ ended: 'time' });
  debug.begin();
  expect(await visit(at('y'))).toEqual({ kind: 'run' });
});
