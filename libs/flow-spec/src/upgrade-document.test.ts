import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { FlowDocument } from './flow-document.ts';
import type { NodeType } from './node-types.ts';
import { upgradeDocument } from './upgrade-document.ts';

const type = (version: number, upgrades: NodeType['upgrades']): NodeType => ({
  type: 'ask',
  title: 'Ask',
  version,
  config: z.looseObject({}),
  raw: [],
  translatable: [],
  outlets: () => [],
  waits: true,
  upgrades,
});
const types = (only: NodeType) => ({ get: (name: string) => (name === only.type ? only : undefined) });
const flow = (nodes: FlowDocument['nodes']): FlowDocument => ({
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes,
  edges: [],
});

test('runs every step from the version that a config was written for', () => {
  const third = type(3, [
    ({ prompt, ...rest }) => ({ ...rest, text: prompt }),
    (config) => ({ ...config, retries: 2 }),
  ]);
  const before = flow([
    { id: 'a', type: 'ask', config: { prompt: 'A' } },
    { id: 'b', type: 'ask', config: { text: 'B' }, version: 2 },
    { id: 'c', type: 'ask', config: { text: 'C', retries: 0 }, version: 3 },
    { id: 'd', type: 'ask', config: { future: true }, version: 9 },
    { id: 'e', type: 'other', config: { prompt: 'E' } },
  ]);
  const frozen = JSON.stringify(before);
  const after = upgradeDocument({ document: before, types: types(third) });
  expect(after.nodes).toEqual([
    { id: 'a', type: 'ask', config: { text: 'A', retries: 2 }, version: 3 },
    { id: 'b', type: 'ask', config: { text: 'B', retries: 2 }, version: 3 },
    ...before.nodes.slice(2),
  ]);
  expect(JSON.stringify(before)).toBe(frozen);
  expect(upgradeDocument({ document: after, types: types(third) })).toBe(after);
});

test('gives back the very document when nothing is to do', () => {
  const document = flow([{ id: 'a', type: 'ask' }]);
  expect(upgradeDocument({ document, types: types(type(1, [])) })).toBe(document);
});
