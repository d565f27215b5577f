import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { starterDocument } from '@patchbay/flow-spec';
import { EditorStore } from '../editor/editor-store.ts';
import { standInBrowser, standInStorage } from '../editor/stand-in-browser.ts';
import { holdKeptEdits } from './hold-kept-edits.ts';
import { keepEdits } from './keep-edits.ts';
import { type KeptEdits, keptEditsText, parseKeptEdits } from './kept-edits.ts';

const whose = { workspace: 'default', flowKey: 'desk', userId: 'ada' };
const document = starterDocument({ key: 'desk', name: 'Desk' });

const page = { hidden: false };
let restore: () => void;

beforeEach(() => {
  const storages = { localStorage: standInStorage(), sessionStorage: standInStorage() };
  restore = standInBrowser({ window: Object.assign(new EventTarget(), { document: page }), ...storages });
});

afterEach(() => restore());

test('what a gone tab left is held under the own name until a store has it, however often the draft cannot be read', () => {
  const left = new EditorStore({ document, revision: 3 });
  left.apply([{ type: 'flow.set', field: 'name', value: 'Help' }]);
  localStorage.setItem('patchbay.kept.default.desk.gone', keptEditsText({ store: left, userId: 'ada', at: 0 }));
  localStorage.setItem('patchbay.kept.default.desk.other', keptEditsText({ store: left, userId: 'bob', at: 0 }));
  const lives = keptEditsText({ store: left, userId: 'ada', at: Date.now() });
  localStorage.setItem('patchbay.kept.default.desk.lives', lives);

  for (let attempt = 0; attempt < 3; attempt++) {
    const held = holdKeptEdits(whose);
    expect(held.edits.map(({ pending }) => pending)).toEqual([left.pending]);
    held.leave();
    expect(Object.keys(localStorage)).not.toContain('patchbay.kept.default.desk.gone');
    expect(Object.keys(localStorage)).toHaveLength(3);
  }

  const held = holdKeptEdits(whose);
  const store = new EditorStore({ document, revision: 3 });
  for (const edits of held.edits) store.adopt(edits);
  const end = keepEdits({ ...whose, store, held });
  expect(Object.keys(localStorage)).toHaveLength(3);
  const again = holdKeptEdits(whose);
  expect(again.edits.map(({ pending }) => pending)).toEqual([store.pending]);
  again.leave();

  // Saved: nothing of it is left, and what belongs to others is.
  store.drop(store.pending[0]!.clientId);
  end();
  expect(Object.keys(localStorage).sort()).toEqual([
    'patchbay.kept.default.desk.lives',
    'patchbay.kept.default.desk.other',
  ]);
});

test('what was held comes to nothing, as all of it was saved already: it is removed as well', () => {
  const left = new EditorStore({ document, revision: 3 });
  left.apply([{ type: 'flow.set', field: 'name', value: 'Help' }]);
  localStorage.setItem('patchbay.kept.default.desk.gone', keptEditsText({ store: left, userId: 'ada', at: 0 }));
  const held = holdKeptEdits(whose);
  expect(held.edits).toHaveLength(1);
  const end = keepEdits({ ...whose, store: new EditorStore({ document, revision: 4 }), held });
  expect(Object.keys(localStorage)).toEqual([]);
  end();
});

test('what was saved last is kept when the tab ends: who wrote over it without having seen it is asked about after a reload', () => {
  const before = new EditorStore({ document, revision: 3 });
  const end = keepEdits({ ...whose, store: before, held: holdKeptEdits(whose) });
  before.apply([{ type: 'flow.set', field: 'name', value: 'Mine' }]);
  const { clientId, operations } = before.seal()!;
  before.confirm({ revision: 4, entries: [{ revision: 4, clientId, by: 'ada', operations, collisions: [] }] });
  end();
  const held = holdKeptEdits(whose);
  expect(held.edits).toMatchObject([{ pending: [], recent: [{ revision: 4, operations }] }]);
  const after = new EditorStore({ document: before.document, revision: 4 });
  for (const edits of held.edits) after.adopt(edits);
  held.leave();
  after.confirm({
    revision: 5,
    entries: [
      {
        revision: 5,
        clientId: 'bob-1',
        by: 'bob',
        operations: [{ type: 'flow.set', field: 'name', value: 'Theirs' }],
        collisions: [{ operation: 0, revision: 4 }],
      },
    ],
  });
  expect(after.document.name).toBe('Theirs');
  expect(after.state.choices).toMatchObject([{ mine: 'Mine', theirs: 'Theirs', stands: 'theirs' }]);
});

test('what is sent as the tab ends, and was kept before that, has the name under which the server has it', () => {
  const before = new EditorStore({ document, revision: 3 });
  const end = keepEdits({ ...whose, store: before, held: holdKeptEdits(whose) });
  before.apply([{ type: 'node.add', node: { id: 'bye', type: 'message', config: { text: 'Bye' } } }]);
  // As the editor ends: what is kept is written, then the line sends what waits.
  end();
  const sent = before.seal()!;
  const held = holdKeptEdits(whose);
  expect(held.edits.map(({ pending }) => pending)).toEqual([[sent]]);
  held.leave();
});

test('a batch that goes out is kept under its name at once, also while nothing else changes', async () => {
  const before = new EditorStore({ document, revision: 3 });
  before.setSave('saving');
  const end = keepEdits({ ...whose, store: before, held: holdKeptEdits(whose) });
  before.apply([{ type: 'flow.set', field: 'name', value: 'Mine' }]);
  before.setSave('saving');
  await new Promise((resolve) => setTimeout(resolve, 5));
  const sent = before.seal()!;
  await new Promise((resolve) => setTimeout(resolve, 5));
  // The tab is gone without a word.
  const held = holdKeptEdits(whose);
  expect(held.edits.map(({ pending }) => pending)).toEqual([[sent]]);
  held.leave();
  end();
});

test('another person who signs in in the same tab leaves what the first one has not saved', () => {
  const mine = new EditorStore({ document, revision: 3 });
  const end = keepEdits({ ...whose, store: mine, held: holdKeptEdits(whose) });
  mine.apply([{ type: 'flow.set', field: 'name', value: 'Mine' }]);
  end();
  const other = { ...whose, userId: 'cara' };
  const theirs = new EditorStore({ document, revision: 3 });
  const held = holdKeptEdits(other);
  expect(held.edits).toEqual([]);
  const endOther = keepEdits({ ...other, store: theirs, held });
  theirs.apply([{ type: 'flow.set', field: 'name', value: 'Theirs' }]);
  endOther();
  for (const [who, store] of [
    [whose, mine],
    [other, theirs],
  ] as const) {
    const back = holdKeptEdits(who);
    expect(back.edits.map(({ pending }) => pending)).toEqual([store.pending]);
    back.leave();
  }
});

test('what a tab left is there at once in another one; what is left by one that is silent, only later', () => {
  const left = new EditorStore({ document, revision: 3 });
  left.apply([{ type: 'flow.set', field: 'name', value: 'Help' }]);
  const texts = {
    left: keptEditsText({ store: left, userId: 'ada', at: Date.now(), leaving: true }),
    silent: keptEditsText({ store: left, userId: 'ada', at: Date.now() }),
  };
  for (const [tab, text] of Object.entries(texts)) localStorage.setItem(`patchbay.kept.ada.default.desk.${tab}`, text);
  const held = holdKeptEdits(whose);
  expect(held.edits).toHaveLength(1);
  expect(Object.keys(localStorage)).toContain('patchbay.kept.ada.default.desk.silent');
  held.leave();
});

test('a page that is left and hidden says that it left, until it is shown again', () => {
  const store = new EditorStore({ document, revision: 3 });
  const end = keepEdits({ ...whose, store, held: holdKeptEdits(whose) });
  store.apply([{ type: 'flow.set', field: 'name', value: 'Mine' }]);
  const left = () =>
    Object.keys(localStorage).map((name) => parseKeptEdits(localStorage.getItem(name)!)?.left ?? false);
  for (const [event, expected] of [
    ['visibilitychange', [false]],
    ['pagehide', [true]],
    ['visibilitychange', [true]],
    ['pageshow', [false]],
  ] as const) {
    window.dispatchEvent(new Event(event));
    expect(left()).toEqual(expected);
  }
  end();
  expect(left()).toEqual([true]);
});

test('what a tab had that died without a word comes into the flow that is open, once what was made there is saved', async () => {
  jest.useFakeTimers();
  try {
    const dead = new EditorStore({ document, revision: 3 });
    dead.apply([{ type: 'node.add', node: { id: 'bye', type: 'message', config: { text: 'Bye' } } }]);
    const keptNow = (tab: string, hidden: boolean) =>
      localStorage.setItem(
        `patchbay.kept.ada.default.desk.${tab}`,
        keptEditsText({ store: dead, userId: 'ada', at: Date.now(), hidden }),
      );
    keptNow('dead', false);
    keptNow('hidden', true);
    const store = new EditorStore({ document, revision: 3 });
    let sends = 0;
    store.onPending = () => {
      sends += 1;
    };
    let reached = false;
    const read = async (kept: readonly KeptEdits[]) => {
      if (!reached) throw new Error('Not reached');
      const one = new EditorStore({ document: store.document, revision: store.revision });
      for (const edits of kept) one.adopt(edits);
      return one;
    };
    const end = keepEdits({ ...whose, store, held: holdKeptEdits(whose), read });
    await jest.advanceTimersByTimeAsync(8_000);
    expect(Object.keys(localStorage).sort()).toEqual(
      ['dead', 'hidden'].map((tab) => `patchbay.kept.ada.default.desk.${tab}`),
    );
    // Taken over, and not read yet.
    await jest.advanceTimersByTimeAsync(10_000);
    expect(store.pending).toEqual([]);
    expect(Object.keys(localStorage)).toHaveLength(2);
    reached = true;
    store.apply([{ type: 'flow.set', field: 'name', value: 'Mine' }]);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(store.document.nodes.some(({ id }) => id === 'bye')).toBe(false);
    const { clientId, operations } = store.seal()!;
    store.confirm({ revision: 4, entries: [{ revision: 4, clientId, by: 'ada', operations, collisions: [] }] });
    await jest.advanceTimersByTimeAsync(5_000);
    expect(store.pending).toEqual(dead.pending);
    expect(store.document.nodes.some(({ id }) => id === 'bye')).toBe(true);
    expect(sends).toBe(2);
    expect(Object.keys(localStorage)).toHaveLength(2);
    localStorage.removeItem('patchbay.kept.ada.default.desk.hidden');
    const again = holdKeptEdits(whose);
    expect(again.edits.map(({ pending }) => pending)).toEqual([store.pending]);
    again.leave();
    end();
  } finally {
    jest.useRealTimers();
  }
});

test('a tab that slept sends what another one took over under the same names, and what is made after it woke under another', () => {
  jest.useFakeTimers();
  try {
    const sleeps = new EditorStore({ document, revision: 3 });
    const add = (id: string) =>
      sleeps.apply([{ type: 'node.add', node: { id, type: 'message', config: { text: id } } }]);
    add('one');
    sleeps.seal();
    add('two');
    add('three');
    const kept = parseKeptEdits(keptEditsText({ store: sleeps, userId: 'ada', at: Date.now() }))!;
    jest.advanceTimersByTime(12_000);
    const awake = new EditorStore({ document, revision: 3 });
    awake.adopt(kept);
    add('four');
    expect(sleeps.pending.slice(0, 2)).toEqual(awake.pending);
    expect(sleeps.pending.map(({ operations }) => operations.length)).toEqual([1, 2, 1]);
    expect(new Set(sleeps.pending.map(({ clientId }) => clientId)).size).toBe(3);
  } finally {
    jest.useRealTimers();
  }
});

test('a batch that the server takes in parts is the same parts in each tab that has it', () => {
  const sleeps = new EditorStore({ document, revision: 3 });
  sleeps.apply(
    Array.from({ length: 2_500 }, (_, index) => ({
      type: 'node.add',
      node: { id: `m${index}`, type: 'message', config: { text: 'x' } },
    })),
  );
  const awake = new EditorStore({ document, revision: 3 });
  awake.adopt(parseKeptEdits(keptEditsText({ store: sleeps, userId: 'ada', at: Date.now() }))!);
  const parts = (store: EditorStore) => {
    const names: string[] = [];
    for (let part = store.seal(); part; part = store.seal()) {
      names.push(`${part.clientId} ${part.operations.length}`);
      store.drop(part.clientId);
    }
    return names;
  };
  const sent = parts(sleeps);
  expect(sent).toHaveLength(3);
  expect(parts(awake)).toEqual(sent);
});
