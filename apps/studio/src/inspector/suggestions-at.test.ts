import { expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { textsOf } from '@patchbay/texts';
import { suggestionsAt } from './suggestions-at.ts';

const llm = { prompt: 'Hello', output: 'reply' };
const flow: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  variables: [{ key: 'declared', type: 'number' }],
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'elsewhere', type: 'llm', config: { ...llm, saveAs: 'aside' } },
    { id: 'far', type: 'llm', config: { ...llm, saveAs: 'zoo' } },
    { id: 'near', type: 'llm', config: { ...llm, saveAs: 'yard' } },
    { id: 'here', type: 'message', config: { text: 'Hello' } },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'far' },
    { from: 'far', port: 'next', to: 'near' },
    { from: 'near', port: 'next', to: 'here' },
    { from: 'here', port: 'next', to: 'far' },
  ],
};

const paths = (pattern: RegExp, document = flow) =>
  suggestionsAt({ document, nodeId: 'here', workspace: ['site'], t: textsOf('inspector') })
    .map((one) => one.path)
    .filter((path) => pattern.test(path));

test('what is right before the node is offered first, what no path brings to it last', () => {
  expect(paths(/^nodes\.\w+$/)).toEqual(['nodes.near', 'nodes.far', 'nodes.elsewhere']);
  expect(paths(/^vars\.\w+$/)).toEqual(['vars.yard', 'vars.zoo', 'vars.aside', 'vars.declared']);
});

test('a path is offered once, also where several nodes save into it', () => {
  const nodes = flow.nodes.map((node) =>
    node.type === 'llm' ? { ...node, config: { ...llm, saveAs: 'said' } } : node,
  );
  const all = paths(/./, { ...flow, nodes });
  expect(all.filter((path) => path === 'vars.said')).toHaveLength(1);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toContain('env.site');
});

test('a value says whose it is: the label of a field of a form, the beginning of what a choice asks', () => {
  const fields = [
    { key: 'text', label: 'Your computer’s name', type: 'text' },
    { key: 'field2', label: 'Since when?', type: 'date' },
  ];
  const question = 'Which of the many systems of this house does not do what you expect of it?';
  const nodes = flow.nodes.map((node) => {
    if (node.id === 'far') return { id: 'far', type: 'form', config: { title: '', fields, saveAs: 'form' } };
    if (node.id === 'near') return { id: 'near', type: 'choice', config: { text: question, saveAs: 'system' } };
    return node;
  });
  const all = suggestionsAt({ document: { ...flow, nodes }, nodeId: 'here', workspace: [], t: textsOf('inspector') });
  const of = (path: string) => all.find((one) => one.path === path);
  expect(of('vars.form.field2')).toMatchObject({
    label: 'Since when?',
    detail: 'Since when? · Saved by Form “Your computer’s name, Since when?”',
  });
  expect(of('nodes.far.text')).toMatchObject({ label: 'Your computer’s name' });
  expect(of('vars.system')?.detail).toBe('Saved by Choice “Which of the many systems of this house does not…”');
});
