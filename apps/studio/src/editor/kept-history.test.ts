import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { starterDocument } from '@patchbay/flow-spec';
import { EditorStore } from './editor-store.ts';
import { keepHistory, readHistory } from './kept-history.ts';
import { standInBrowser, standInStorage } from './stand-in-browser.ts';

let restore: () => void;

beforeEach(() => {
  restore = standInBrowser({ window: new EventTarget(), sessionStorage: standInStorage() });
});

afterEach(() => restore());

test('steps of undo that a tab kept are those of one person in one workspace', () => {
  const ada = { workspace: 'default', flowKey: 'desk', userId: 'ada' };
  const store = new EditorStore({ document: starterDocument({ key: 'desk', name: 'Desk' }), revision: 3 });
  const end = keepHistory({ ...ada, store });
  store.apply([{ type: 'flow.set', field: 'name', value: 'Help' }]);
  end();
  expect(readHistory(ada)).toMatchObject({ revision: 3, past: [{ redo: [{ value: 'Help' }] }] });
  expect(readHistory({ ...ada, userId: 'bob' })).toBeUndefined();
  expect(readHistory({ ...ada, workspace: 'other' })).toBeUndefined();
  expect(readHistory({ ...ada, flowKey: 'other' })).toBeUndefined();
});
