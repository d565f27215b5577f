import { describe, expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { textsOf } from '@patchbay/texts';
import { scriptInputAt } from './script-input.ts';

const flow: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  variables: [
    { key: 'given', type: 'string', default: '' },
    { key: 'order', type: 'object', description: 'What is ordered' },
    { key: 'unset', type: 'number' },
  ],
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'ask', type: 'question', config: { text: '?', expects: 'number', saveAs: 'amount' } },
    { id: 'if', type: 'condition', config: { cases: [{ id: 'a', when: { all: [] } }] } },
    { id: 'left', type: 'question', config: { text: '?', saveAs: 'both' } },
    { id: 'right', type: 'question', config: { text: '?', saveAs: 'both' } },
    { id: 'once', type: 'form', label: 'Once', config: { fields: [{ key: 'kind', type: 'text' }], saveAs: 'order' } },
    { id: 'run', type: 'script', config: { code: 'return 1;', saveAs: 'reckoned' } },
    { id: 'here', type: 'script', config: { code: 'return 1;' } },
    { id: 'after', type: 'question', config: { text: '?', saveAs: 'late' } },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'ask' },
    { from: 'ask', port: 'next', to: 'if' },
    { from: 'if', port: 'case:a', to: 'left' },
    { from: 'if', port: 'else', to: 'right' },
    { from: 'left', port: 'next', to: 'once' },
    { from: 'once', port: 'next', to: 'run' },
    { from: 'right', port: 'next', to: 'run' },
    { from: 'run', port: 'next', to: 'here' },
    { from: 'run', port: 'error', to: 'here' },
    { from: 'here', port: 'next', to: 'after' },
  ],
};

function part(name: 'vars' | 'nodes', document = flow) {
  const input = scriptInputAt({ document, nodeId: 'here', t: textsOf('inspector') });
  const found = input.kind === 'object' ? input.members[name] : undefined;
  return found?.kind === 'object' ? found.members : {};
}

describe('a variable', () => {
  test('has the type that it is declared with, or that of the result that is saved in it', () => {
    expect(part('vars')).toMatchObject({
      given: { kind: 'text' },
      unset: { kind: 'number' },
      amount: { kind: 'number' },
      both: { kind: 'text' },
      reckoned: { kind: 'any' },
    });
  });

  test('that is an object has what is saved in it, and maybe more', () => {
    expect(part('vars').order).toMatchObject({
      kind: 'object',
      open: true,
      members: { kind: { kind: 'text' } },
      about: 'What is ordered',
    });
  });

  test('has a value for sure where each path gives it one, or it has one at first', () => {
    const maybe = Object.entries(part('vars')).filter(([, shape]) => shape.maybe);
    expect(maybe.map(([name]) => name).toSorted()).toEqual(['late', 'order', 'reckoned', 'unset']);
  });

  test('that takes what a called flow gives has nothing else of the result', () => {
    const call = { id: 'call', type: 'subflow', config: { flow: 'other', saveAs: 'came' } };
    const { came } = part('vars', { ...flow, nodes: [...flow.nodes, call] });
    expect(came).toMatchObject({ kind: 'object', members: {}, open: true });
  });

  test('that two save differently may be anything', () => {
    const nodes = flow.nodes.map((node) =>
      node.id === 'left' ? { ...node, config: { ...node.config, expects: 'number' } } : node,
    );
    expect(part('vars', { ...flow, nodes }).both).toMatchObject({ kind: 'any' });
  });
});

test('results are there for sure of what each path leads through, and nearest first', () => {
  const nodes = part('nodes');
  expect(Object.keys(nodes).slice(0, 1)).toEqual(['run']);
  expect(nodes.run).toMatchObject({ kind: 'any', fails: true, maybe: false });
  expect(nodes.ask).toMatchObject({ kind: 'number', maybe: false });
  expect(nodes.once).toMatchObject({ kind: 'object', open: false, maybe: true, about: 'Result of Once' });
  expect(nodes.after).toMatchObject({ maybe: true });
});

test('of a node that no path leads to, nothing is said to be missing', () => {
  const apart = part('vars', { ...flow, edges: flow.edges.filter(({ to }) => to !== 'here') });
  expect(Object.values(apart).some((shape) => shape.maybe)).toBe(false);
});
