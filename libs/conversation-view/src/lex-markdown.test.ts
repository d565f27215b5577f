import { expect, test } from '@jest/globals';
import { lexMarkdown } from './lex-markdown.ts';
import { leadsElsewhere, safeLink } from './safe-link.ts';

test.each([
  ['quotes in quotes', '>'.repeat(10_000)],
  ['quotes in quotes with blanks', '> '.repeat(8_000)],
  ['lists in lists', '1. '.repeat(5_000)],
  ['stars', `${'*'.repeat(8_000)}a${'*'.repeat(8_000)}`],
  ['an address without an end', `${'a.'.repeat(8_000)}@`],
  ['brackets', '['.repeat(10_000)],
  ['a very long text', 'word '.repeat(20_000)],
])('%s are drawn as plain text, at once', (_, text) => {
  const begin = performance.now();
  expect(lexMarkdown(text)).toBeUndefined();
  expect(performance.now() - begin).toBeLessThan(5_000);
});

test('what people and models write is Markdown', () => {
  for (const text of ['**Hello**', '> > quoted twice', '- a\n  - b\n    1. c', '---', 'x'.repeat(1_500), '* * *'])
    expect(lexMarkdown(text)).toBeDefined();
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:https://a.example/1',
  'file:///etc/passwd',
  '//evil.example/x',
  '/relative',
  'https://bank.example@evil.example/',
  'https://user:password@evil.example/',
  'https://evil.example/\u202egpj.exe',
  'https://evil.example/\u2066x',
  'https://a.example/\u0000',
  'not an address',
])('%j becomes no link', (href) => {
  expect(safeLink(href)).toBeUndefined();
});

test.each(['https://a.example/x?y#z', 'http://a.example', 'mailto:help@example.com', 'tel:+491234'])(
  '%s does',
  (href) => {
    expect(safeLink(href)).toBe(href);
  },
);

test.each([
  ['https://bank.example', 'https://evil.example/', true],
  ['bank.example/login', 'https://evil.example/', true],
  ['Please open www.bank.example now', 'https://evil.example/', true],
  ['b\u0430nk.example', 'https://evil.example/', true],
  ['https://bank.example', 'https://www.bank.example/x', false],
  ['the manual', 'https://docs.example/', false],
  ['version 2.5', 'https://docs.example/', false],
  ['help@example.com', 'mailto:help@example.com', false],
])('a link called %j to %s: another place than its name says? %s', (text, href, elsewhere) => {
  expect(leadsElsewhere({ text, href }) !== undefined).toBe(elsewhere);
});
