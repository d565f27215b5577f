import { expect, test } from '@jest/globals';
import { languageOf, translatedConfigs, translationsByNode } from './translated-config.ts';
import { TestConversation, testFlow } from './testing/test-conversation.ts';

const config = {
  text: 'Which?',
  code: 'return 1;',
  options: [
    { id: 'laptop', label: 'A laptop' },
    { id: 'v1.2', label: 'Version' },
    { key: 'k', label: 'By key' },
    { name: 'n', label: 'By name' },
  ],
  suggestions: ['One', 'Two'],
  number: 5,
};

function translated(texts: Record<string, Record<string, string>>) {
  const translations = translationsByNode(texts);
  return translatedConfigs({ node: 'what', config, raw: ['code'], translations });
}

test.each([
  ['a text', 'what.text', { text: '*' }],
  [
    'an item by its id',
    'what.options.laptop.label',
    { options: [{ id: 'laptop', label: '*' }, ...config.options.slice(1)] },
  ],
  ['an id with a dot', 'what.options.v1.2.label', { options: config.options.with(1, { id: 'v1.2', label: '*' }) }],
  ['an item by its key', 'what.options.k.label', { options: config.options.with(2, { key: 'k', label: '*' }) }],
  ['an item by its name', 'what.options.n.label', { options: config.options.with(3, { name: 'n', label: '*' }) }],
  ['an item by its place', 'what.suggestions.1', { suggestions: ['One', '*'] }],
])('%s is translated', (_, path, changed) => {
  expect(translated({ de: { [path]: '*' } })).toEqual(new Map([['de', { ...config, ...changed }]]));
});

test.each([
  'what',
  'what.',
  'what.code',
  'what.number',
  'what.options',
  'what.options.laptop',
  'what.options.gone.label',
  'what.options.9.label',
  'what.text.deeper',
  'what.toString',
  'what.__proto__.x',
  'other.text',
  'whatever.text',
])('%s leads to no text of this node, and changes nothing', (path) => {
  expect(translated({ de: { [path]: '*' } })).toEqual(new Map());
  expect(config.text).toBe('Which?');
});

test('a text that a region lacks is that of its language, then that of the node', async () => {
  const translations = {
    de: { 'a.text': 'Hallo {{ vars.x }}', 'b.text': 'Gerät' },
    'de-CH': { 'a.text': 'Grüezi {{ vars.x }}' },
    fr: { 'a.text': 'Bonjour' },
  };
  const flow = testFlow(
    { a: ['say', { text: 'Hello' }], b: ['say', { text: 'Device' }], c: ['say', { text: 'Bye' }] },
    ['start > a', 'a > b', 'b > c'],
    { translations, variables: [{ key: 'x', type: 'string', default: 'X' }] },
  );
  const said = async (locale: string) => {
    const chat = new TestConversation(flow);
    chat.locale = locale;
    return chat.open();
  };
  expect(await said('de-CH')).toEqual(['Grüezi X', 'Gerät', 'Bye']);
  expect(await said('DE-ch-1996')).toEqual(['Grüezi X', 'Gerät', 'Bye']);
  expect(await said('de-AT')).toEqual(['Hallo X', 'Gerät', 'Bye']);
  expect(await said('fr')).toEqual(['Bonjour', 'Device', 'Bye']);
  expect(await said('en')).toEqual(['Hello', 'Device', 'Bye']);
});

test('the closest language serves a locale', () => {
  const variants = new Map([
    ['de', 'de'],
    ['zh-hant', 'zh-hant'],
  ]);
  expect(['de', 'de-CH', 'zh-Hant-TW', 'zh', 'en', ''].map((locale) => languageOf(variants, locale))).toEqual([
    'de',
    'de',
    'zh-hant',
    undefined,
    undefined,
    undefined,
  ]);
});
