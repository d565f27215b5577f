import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { standInBrowser, standInStorage } from '../../editor/stand-in-browser.ts';
import { CommentDrafts } from './comment-drafts.ts';

let restore: () => void;
beforeAll(() => {
  restore = standInBrowser({ sessionStorage: standInStorage() });
});
afterAll(() => restore());

test('what was begun follows its node, and once it was sent only what was written since stays', () => {
  const drafts = CommentDrafts.of({ user: 'u', workspace: 'w', flowKey: 'f' });
  const first = { body: 'half a thou', picked: [] };
  drafts.set('node:hello', first);
  drafts.set('thread:t', { body: 'an answer', picked: ['b'] });
  drafts.rename({ from: 'hello', to: 'greet' });
  expect(drafts.get('node:hello')).toBeUndefined();
  expect(drafts.get('node:greet')).toBe(first);
  expect(JSON.parse(sessionStorage.getItem('patchbay.comments.u.w.f') ?? '')).toEqual({
    'node:greet': first,
    'thread:t': { body: 'an answer', picked: ['b'] },
  });
  drafts.sent(first);
  expect(drafts.get('node:greet')).toBeUndefined();
  drafts.set('node:greet', { body: 'half a thought', picked: [] });
  drafts.sent(first);
  expect(drafts.get('node:greet')?.body).toBe('half a thought');
  drafts.set('node:greet', undefined);
  drafts.set('thread:t', undefined);
  expect(sessionStorage.getItem('patchbay.comments.u.w.f')).toBeNull();
});

test('what was kept before a reload is there; what nobody can read is not', () => {
  sessionStorage.setItem('patchbay.comments.u.w.g', '{"node:a":{"body":"x","picked":[]}}');
  sessionStorage.setItem('patchbay.comments.u.w.h', '{"node:a":1}');
  expect(CommentDrafts.of({ user: 'u', workspace: 'w', flowKey: 'g' }).get('node:a')?.body).toBe('x');
  expect(CommentDrafts.of({ user: 'u', workspace: 'w', flowKey: 'h' }).get('node:a')).toBeUndefined();
});
