import { expect, test } from '@jest/globals';
import { parseFlowBundle } from './flow-bundle.ts';
import { starterDocument } from './starter-document.ts';

const good = (key = 'f') => starterDocument({ key, name: key.toUpperCase() });
const bundle = (rest: object = {}) => ({ format: 'patchbay.bundle/1', flows: [good(), good('g')], ...rest });

test('takes a bundle, or a bare document as a bundle of one', () => {
  const requires = {
    connections: [{ key: 'mail', kind: 'http' }, { key: 'other' }],
    variables: [{ key: 'url', value: 'x' }, { key: 'team' }],
    knowledgeBases: ['it'],
  };
  const whole = bundle({ product: '0.1.0', exportedAt: '2026-01-01T00:00:00.000Z', requires });
  expect(parseFlowBundle(whole)).toEqual({ ok: true, value: whole });
  const document = good();
  const bare = parseFlowBundle(document);
  expect(bare).toMatchObject({
    ok: true,
    value: { flows: [document], requires: { connections: [], variables: [], knowledgeBases: [] } },
  });
  expect(bare.ok && bare.value.flows[0]).toBe(document);
});

test.each<[string, unknown, string, string]>([
  ['no object', [], '', 'wrong_type'],
  ['an unknown format', { format: 'patchbay.bundle/9' }, 'format', 'wrong_format'],
  ['an unknown key', bundle({ colour: 1 }), 'colour', 'unknown_key'],
  ['no flows', bundle({ flows: undefined }), 'flows', 'missing'],
  ['an empty list of flows', bundle({ flows: [] }), 'flows', 'wrong_type'],
  ['flows that are no list', bundle({ flows: {} }), 'flows', 'wrong_type'],
  [
    'too many flows',
    bundle({ flows: Array.from({ length: 201 }, (_, index) => good(`f${index}`)) }),
    'flows',
    'too_many',
  ],
  ['a flow twice', bundle({ flows: [good(), good()] }), 'flows.1.key', 'duplicate_id'],
  [
    'a flow that is refused',
    bundle({ flows: [good(), { ...good('g'), nodes: [] }] }),
    'flows.1.edges.0.from',
    'unknown_node',
  ],
  ['a flow that is no object', bundle({ flows: [1] }), 'flows.0', 'wrong_type'],
  ['a time that is no text', bundle({ exportedAt: 1 }), 'exportedAt', 'wrong_type'],
  ['requirements that are no object', bundle({ requires: [] }), 'requires', 'wrong_type'],
  ['connections that are no list', bundle({ requires: { connections: {} } }), 'requires.connections', 'wrong_type'],
  ['a connection without a key', bundle({ requires: { connections: ['x'] } }), 'requires.connections.0', 'wrong_type'],
  ['a variable without a key', bundle({ requires: { variables: [{}] } }), 'requires.variables.0', 'wrong_type'],
  ['a base that is no text', bundle({ requires: { knowledgeBases: [1] } }), 'requires.knowledgeBases.0', 'wrong_type'],
  [
    'a prototype',
    JSON.parse('{"format":"patchbay.bundle/1","flows":[{"__proto__":1}]}'),
    'flows.0.__proto__',
    'forbidden_key',
  ],
])('refuses %s', (_name, input, path, code) => {
  const parsed = parseFlowBundle(input);
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.issues).toContainEqual(expect.objectContaining({ path, code }));
});
