import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { initialConfig } from '@patchbay/node-kit';
import { chooseLanguage } from '@patchbay/texts';
import { standInBrowser, standInStorage } from '../editor/stand-in-browser.ts';
import { nodeRegistry } from './shown-nodes.ts';

const back = standInBrowser({ localStorage: standInStorage(), document: { documentElement: {} } });
beforeAll(() => chooseLanguage('de'));
afterAll(async () => {
  await chooseLanguage('en');
  back();
});

const labels = (type: string, config: object) =>
  nodeRegistry
    .get(type)
    ?.outlets({ ...config })
    .map(({ label }) => label);
const summary = (type: string, config: object) => nodeRegistry.get(type)?.summary({ ...config });

test('ports are told in German, but for what the author of the flow wrote', () => {
  const options = [{ id: 'a', label: 'Message' }, { id: 'b', label: 'Option 7' }, { id: 'c' }];
  expect(labels('choice', { options })).toEqual(['Message', 'Option 7', 'Möglichkeit 3', 'Andernfalls', 'Passt nicht']);
  const when = { left: '{{ vars.answer }}', op: 'contains', right: 'Message' };
  expect(labels('condition', { cases: [{ id: 'a', label: 'Error', when }, { id: 'b', when }, { id: 'c' }] })).toEqual([
    'Error',
    'vars.answer enthält Message',
    'Fall 3',
    'Sonst',
  ]);
  expect(labels('message', {})).toEqual(['Weiter']);
});

test('so are summaries', () => {
  expect(summary('message', { text: 'Message' })).toBe('Message');
  expect(summary('message', {})).toBe('Sagt noch nichts');
  expect(summary('table', { columns: [{ key: 'a', label: 'Message' }] })).toBe('Spalten: Message');
  expect(summary('loop', { items: '{{ vars.all }}', itemVar: 'name' })).toBe('Für jedes name aus {{ vars.all }}');
  expect(summary('loop', { items: '', itemVar: 'name' })).toBe('Für jedes Element');
  expect(summary('set', { assignments: [{ key: 'text' }] })).toBe('text = Anfangswert');
});

test('a node that is added speaks the language of the flow, not that of the studio', () => {
  const choice = nodeRegistry.get('choice');
  const first = (language?: string) => choice && initialConfig({ definition: choice, language }).options;
  expect(first('de-CH')).toMatchObject([{ label: 'Erste Möglichkeit' }, { label: 'Zweite Möglichkeit' }]);
  expect(first('en')).toMatchObject([{ label: 'First option' }, { label: 'Second option' }]);
  expect(first('fr')).toEqual(first('en'));
  expect(first()).toEqual(first('en'));
});
