import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { standInBrowser, standInStorage } from '../editor/stand-in-browser.ts';
import { UnparsedTexts } from './unparsed-texts.ts';

let restore: () => void;

beforeEach(() => {
  restore = standInBrowser({ sessionStorage: standInStorage() });
});

afterEach(() => restore());

const typed = (text: string) => ({ text, over: { old: 1 } });
const of = (user: string) => UnparsedTexts.of({ user, workspace: 'w', flowKey: 'f' });

test('texts that are no JSON yet are kept in the tab, follow their node, and go with the last of them', () => {
  const texts = of('u');
  texts.at('call').set('body', typed('{"a": '));
  texts.at('call').set('headers.0', typed('['));
  texts.rename({ from: 'call', to: 'ask' });
  texts.rename({ from: 'other', to: 'call' });
  expect(texts.at('call').get('body')).toBeUndefined();
  expect(texts.at('ask').get('body')).toEqual(typed('{"a": '));
  expect(JSON.parse(sessionStorage.getItem('patchbay.unparsed.u.w.f') ?? '')).toEqual({
    ask: { body: typed('{"a": '), 'headers.0': typed('[') },
  });
  for (const path of ['body', 'headers.0', 'headers.1']) texts.at('ask').delete(path);
  expect(sessionStorage.getItem('patchbay.unparsed.u.w.f')).toBeNull();
});

test('what a page before kept is there; what was kept is none of it or of another is not', () => {
  sessionStorage.setItem('patchbay.unparsed.v.w.f', JSON.stringify({ call: { body: typed('{') } }));
  sessionStorage.setItem('patchbay.unparsed.x.w.f', '{"call": 1}');
  expect(of('v').at('call').get('body')).toEqual(typed('{'));
  expect(of('x').at('call').get('body')).toBeUndefined();
});
