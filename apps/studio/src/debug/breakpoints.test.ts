import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { starterDocument } from '@patchbay/flow-spec';
import { standInBrowser, standInStorage } from '../editor/stand-in-browser.ts';
import { Breakpoints } from './breakpoints.ts';

const say = { id: 'say', type: 'message', config: { text: 'Hi' } };
const starter = starterDocument({ key: 'desk', name: 'Desk' });
const document = { ...starter, nodes: [...starter.nodes, say] };
const open = (flowKey = 'desk') => new Breakpoints({ workspace: 'default', user: 'ada', flowKey, looks: false });
const shown = (breakpoints: Breakpoints) => [...breakpoints.shown];

let restore: () => void;

beforeEach(() => {
  restore = standInBrowser({ window: new EventTarget(), localStorage: standInStorage() });
});

afterEach(() => restore());

test('two tabs add to each other, and each shows what the other kept', () => {
  const [one, other] = [open(), open()];
  one.set({ nodeId: 'a', on: true });
  other.set({ nodeId: 'b', on: true });
  expect(shown(other)).toEqual(['a', 'b']);
  expect(shown(open())).toEqual(['a', 'b']);
  expect(one.kept('patchbay.theme')).toBe(false);
  expect(one.kept('patchbay.breakpoints.ada.default.desk')).toBe(true);
  expect(shown(one)).toEqual(['a', 'b']);
  one.set({ nodeId: 'a', on: false });
  expect(shown(open())).toEqual(['b']);
});

test('those of all flows are removed, or only those of this one', () => {
  const [here, called] = [open(), open('called')];
  called.set({ nodeId: 'c', on: true });
  here.set({ nodeId: 'a', on: true });
  here.clear();
  expect(here.elsewhere).toEqual([{ flow: 'called', nodeId: 'c' }]);
  here.set({ nodeId: 'a', on: true });
  here.clearEverywhere();
  expect([shown(here), here.elsewhere, shown(open('called'))]).toEqual([[], [], []]);
});

test('that of a node goes with it and comes back with it, and not with another of its id', () => {
  const breakpoints = open();
  breakpoints.follow(document);
  breakpoints.set({ nodeId: 'say', on: true });
  breakpoints.follow(starter);
  expect([shown(breakpoints), shown(open())]).toEqual([[], []]);
  breakpoints.follow({ ...starter, nodes: [...starter.nodes, { ...say, config: { text: '' } }] });
  expect(shown(breakpoints)).toEqual([]);
  breakpoints.follow(starter);
  breakpoints.follow(document);
  expect([shown(breakpoints), shown(open())]).toEqual([['say'], ['say']]);
  breakpoints.rename({ from: 'say', to: 'tell' });
  breakpoints.follow({ ...starter, nodes: [...starter.nodes, { ...say, id: 'tell' }] });
  expect([shown(breakpoints), shown(open())]).toEqual([['tell'], ['tell']]);
});

test('that of a node which is not there yet waits for it', () => {
  const left = open();
  left.set({ nodeId: 'say', on: true });
  const breakpoints = open();
  breakpoints.follow(starter);
  expect(shown(breakpoints)).toEqual([]);
  breakpoints.follow(document);
  expect(shown(breakpoints)).toEqual(['say']);
});

test('where nothing can be kept they last as long as the page', () => {
  const setItem = () => {
    throw new Error('Full');
  };
  restore();
  restore = standInBrowser({ window: new EventTarget(), localStorage: Object.assign(standInStorage(), { setItem }) });
  const breakpoints = open();
  breakpoints.set({ nodeId: 'a', on: true });
  breakpoints.set({ nodeId: 'b', on: true });
  expect(shown(breakpoints)).toEqual(['a', 'b']);
});
