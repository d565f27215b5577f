import { expect, test } from '@jest/globals';
import { findProblems, type FlowDocument, type FlowProblem } from '@patchbay/flow-spec';
import { chooseLanguage } from '@patchbay/texts';
import { nodeRegistry as english } from '@patchbay/nodes';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { problemInWords } from './problem-in-words.ts';
import { testsIn } from './tests-in.ts';

const document: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'ask', type: 'question' },
    { id: 'form', type: 'form', config: { fields: [{ key: '', label: 'Provider' }] } },
    { id: 'set', type: 'set', config: { assignments: [{}] } },
    { id: 'choice', type: 'choice', config: { style: 'wheel' } },
    { id: 'if', type: 'condition', config: { cases: [{ id: 'x', when: { all: [{ left: 'a', op: 'so' }] } }] } },
  ],
  edges: [],
};
const NAME = 'A variable begins with a letter or underscore and has letters, digits and underscores only.';
const problem = (over: Partial<FlowProblem>): FlowProblem => ({
  nodeId: 'ask',
  path: 'saveAs',
  severity: 'error',
  code: 'config.invalid',
  message: `"saveAs": ${NAME}`,
  ...over,
});
const words = (over: Partial<FlowProblem>, beside = false) =>
  problemInWords({ document, problem: problem(over), beside });

testsIn('en');

test('a field is called as its form calls it, and not at all where it stands beside', () => {
  expect(words({})).toBe(`“Save as”: ${NAME}`);
  expect(words({}, true)).toBe(NAME);
  const key = { nodeId: 'form', path: 'fields.0.key', message: '"fields.0.key" is empty: fill it in.' };
  expect(words(key)).toBe('“Field 1 › Key” is empty: fill it in.');
  expect(words(key, true)).toBe('“Field 1 › Key” is empty: fill it in.');
});

test('what names no field is said as it is', () => {
  const port = { path: 'next', code: 'edge.missing', message: '"Next" leads nowhere.' } as const;
  expect(words(port)).toBe('"Next" leads nowhere.');
  expect(words({ nodeId: null })).toBe(`"saveAs": ${NAME}`);
});

test('a port is called as its card calls it, by its author’s words or by those of the node type', async () => {
  const ports: FlowDocument = {
    ...document,
    nodes: [
      { id: 'pick', type: 'choice', config: { options: [{ id: 'a', label: 'Message' }, { id: 'b' }] } },
      {
        id: 'if',
        type: 'condition',
        config: { cases: [{ id: 'x', when: { left: '{{ vars.answer }}', op: 'contains', right: 'now' } }] },
      },
      { id: 'call', type: 'http' },
    ],
  };
  const led = () =>
    findProblems({ document: ports, types: english })
      .filter(({ code }) => code.startsWith('edge.'))
      .map((one) => problemInWords({ document: ports, problem: one }).split(/ (?:leads|führt) /)[0]);
  expect(led()).toEqual(['"Message"', '"Option 2"', '"vars.answer contains now"', '"Error"']);
  await chooseLanguage('de');
  expect(led()).toEqual(['„Message“', '„Möglichkeit 2“', '„vars.answer enthält now“', '„Fehler“']);
  await chooseLanguage('en');
});

test('what is wrong within a list or a condition is told as its form calls it, with what can be chosen there', () => {
  const found = findProblems({ document, types: nodeRegistry }).filter(({ code }) => code === 'config.invalid');
  const of = (id: string) =>
    found.filter(({ nodeId }) => nodeId === id).map((problem) => problemInWords({ document, problem }));
  expect(of('set')).toEqual(['“Variable 1 › Variable” is missing: fill it in.']);
  expect(of('choice')).toContain('“Shown as” must be one of: Buttons, Dropdown.');
  expect(of('if')).toEqual([
    expect.stringMatching(/^“Case 1 › When › Rule 1 › Comparison” must be one of: is, is not, is greater than, .*\.$/),
  ]);
});

test('in German it is German throughout', async () => {
  await chooseLanguage('de');
  expect(words({ message: '"saveAs": This must not be empty.' })).toBe('„Speichern als“: Das darf nicht leer sein.');
  const [style] = findProblems({ document, types: nodeRegistry }).filter(({ path }) => path === 'style');
  expect(style && problemInWords({ document, problem: style })).toBe(
    '„Dargestellt als“ muss eines von diesen sein: Knöpfe, Auswahlliste.',
  );
  expect(words({ message: '"saveAs" is missing: fill it in.' })).toBe('„Speichern als“ fehlt: Füllen Sie es aus.');
});
