import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { starterDocument } from '@patchbay/flow-spec';
import { EditorStore } from '../editor/editor-store.ts';
import { standInBrowser, standInStorage } from '../editor/stand-in-browser.ts';
import { holdKeptEdits, keepEdits, keptEditsText } from './kept-edits.ts';

const whose = { workspace: 'default', flowKey: 'desk', userId: 'ada' };
const document = starterDocument({ key: 'desk', name: 'Desk' });

let restore: () => void;

beforeEach(() => {
  const storages = { localStorage: standInStorage(), sessionStorage: standInStorage() };
  restore = standInBrowser({ window: new EventTarget(), ...storages });
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
