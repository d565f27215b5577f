import type { Suggestion } from './form-context.ts';
import { completionsAt, insertionsAt } from './template-completion.ts';

const offered = ['vars.zoo', 'vars.aside', 'nodes.near', 'nodes.far', 'user.name'].map(
  (path): Suggestion => ({ path, detail: `What is in ${path}` }),
);
const filters = [
  { name: 'upcase', signature: 'upcase', description: 'In capitals' },
  { name: 'default', signature: 'default: value', description: 'Where there is nothing' },
];

/** The bar is the caret. */
function at(text: string, suggestions: readonly Suggestion[] = offered) {
  const caret = text.indexOf('|^');
  const context = { suggestions: () => suggestions, filters };
  const found = completionsAt({ text: text.replace('|^', ''), caret, context });
  return found && { ...found, labels: found.completions.map((one) => one.label) };
}

it('keeps the order of what is offered where it matches equally well, and puts the beginning before the middle', () => {
  expect(at('{{ |^')?.labels).toEqual(['vars.zoo', 'vars.aside', 'nodes.near', 'nodes.far', 'user.name']);
  expect(at('{{ nodes.|^')?.labels).toEqual(['nodes.near', 'nodes.far']);
  expect(at('{{ n|^')?.labels).toEqual(['nodes.near', 'nodes.far', 'user.name']);
  expect(at('{{ a|^')?.labels).toEqual(['vars.aside', 'vars.zoo', 'nodes.near', 'nodes.far', 'user.name']);
});

it('puts the value in place of what was typed, and closes a tag that is open', () => {
  expect(at('Hello {{ user.n|^')).toMatchObject({ from: 9, to: 15, completions: [{ text: 'user.name }}' }] });
  expect(at('Hello {{ user.n|^ }}')).toMatchObject({ completions: [{ text: 'user.name' }] });
  expect(at('Hello {{user.n|^')?.completions[0]?.text).toBe(' user.name }}');
  expect(at('{% if user.n|^ %}')?.completions[0]?.text).toBe('user.name');
});

it('replaces the whole of a name when it is completed in its middle', () => {
  expect(at('{{ vars.z|^aside }}')).toMatchObject({ from: 3, to: 14, completions: [{ text: 'vars.zoo' }] });
  expect(at('{{ vars.z|^aside | upcase }}')).toMatchObject({ to: 14, completions: [{ text: 'vars.zoo' }] });
  expect(at('{{ user.name | u|^pper }}')).toMatchObject({ from: 15, to: 20, completions: [{ text: 'upcase' }] });
});

it('offers filters behind a bar, and nothing outside of a tag', () => {
  expect(at('{{ user.name | u|^ }}')?.labels).toEqual(['upcase']);
  expect(at('{{ user.name | |^ }}')?.labels).toEqual(['upcase', 'default: value']);
  expect(at('user.n|^')).toBeUndefined();
  expect(at('{{ user.name }} n|^')).toBeUndefined();
  expect(at("{{ 'n|^")).toBeUndefined();
});

it('finds any part of a path, a name that needs brackets as well, and behind those what people call it', () => {
  const suggestions = [
    { path: 'vars.form.since', detail: '', label: 'Prüfdatum des Geräts' },
    { path: 'vars.answer.body.state', detail: '' },
    { path: 'vars.answer.headers["content-type"]', detail: '' },
  ];
  expect(at('{{ state|^', suggestions)?.labels).toEqual(['vars.answer.body.state']);
  expect(at('{{ body.st|^', suggestions)?.labels).toEqual(['vars.answer.body.state']);
  expect(at('{{ vars.answer.headers.cont|^', suggestions)?.labels).toEqual(['vars.answer.headers["content-type"]']);
  expect(at('{{ prüf|^', suggestions)?.completions).toMatchObject([{ text: 'vars.form.since }}' }]);
  expect(at('{{ nothing|^', suggestions)?.labels).toEqual([]);
});

it('offers a whole tag where none is, by what is typed from there on', () => {
  const inserted = (text: string, from: number) =>
    insertionsAt({ text, at: from, caret: text.length, context: { suggestions: () => offered, filters } });
  expect(inserted('Hello', 5)?.completions[0]).toMatchObject({ label: 'vars.zoo', text: '{{ vars.zoo }}' });
  expect(inserted('Hello us', 6)).toMatchObject({ from: 6, to: 8, completions: [{ text: '{{ user.name }}' }] });
  expect(inserted('Hello you there', 6)).toBeUndefined();
});
