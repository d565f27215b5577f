import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseFlowBundle } from './flow-bundle.ts';
import { parseFlowDocument, parseFlowText } from './parse-flow-document.ts';
import { starterDocument } from './starter-document.ts';

const good = () => structuredClone(starterDocument({ key: 'f', name: 'F' }));
type Change = (document: ReturnType<typeof good> & Record<string, unknown>) => unknown;

describe('refused, with the path', () => {
  const cases: [string, Change, string, string][] = [
    ['format', (d) => Object.assign(d, { format: 'x' }), 'format', 'wrong_format'],
    ['a newer release', (d) => Object.assign(d, { minVersion: '99.0.0' }), 'minVersion', 'needs_newer_release'],
    ['an unknown top key', (d) => Object.assign(d, { colour: 1 }), 'colour', 'unknown_key'],
    ['an unknown node key', (d) => Object.assign(d.nodes[1]!, { colour: 1 }), 'nodes.1.colour', 'unknown_key'],
    ['a key that is no slug', (d) => Object.assign(d, { key: 'A b' }), 'key', 'invalid_key'],
    ['an id twice', (d) => Object.assign(d.nodes[1]!, { id: 'start' }), 'nodes.1.id', 'duplicate_id'],
    ['an edge to nothing', (d) => Object.assign(d.edges[0]!, { to: 'gone' }), 'edges.0.to', 'unknown_node'],
    [
      'two edges from a port',
      (d) => d.edges.push({ from: 'start', port: 'next', to: 'hello' }),
      'edges.1.port',
      'duplicate_port',
    ],
    ['nodes that are no list', (d) => Object.assign(d, { nodes: {} }), 'nodes', 'wrong_type'],
    ['a config that is a text', (d) => Object.assign(d.nodes[1]!, { config: 'x' }), 'nodes.1.config', 'wrong_type'],
    [
      'a variable twice',
      (d) =>
        Object.assign(d, {
          variables: [
            { key: 'a', type: 'string' },
            { key: 'a', type: 'string' },
          ],
        }),
      'variables.1.key',
      'duplicate_id',
    ],
    [
      'too many nodes',
      (d) =>
        Object.assign(d, {
          nodes: Array.from({ length: 5001 }, (_, i) => ({ id: `n${i}`, type: 'message' })),
          edges: [],
        }),
      'nodes',
      'too_many',
    ],
  ];
  test.each(cases)('%s', (_name, change, where, code) => {
    const document = good();
    change(document as never);
    const parsed = parseFlowDocument(document);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.issues).toContainEqual(expect.objectContaining({ path: where, code }));
  });

  test('what is not JSON, too deep, or sets a prototype', () => {
    expect(parseFlowText('{')).toMatchObject({ ok: false, issues: [{ code: 'not_json' }] });
    expect(parseFlowText(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`)).toMatchObject({
      ok: false,
      issues: [{ code: 'too_deep' }],
    });
    expect(parseFlowText('{"__proto__":{"polluted":1}}')).toMatchObject({
      ok: false,
      issues: [{ code: 'forbidden_key' }],
    });
    expect(parseFlowText(' '.repeat(2_100_000))).toMatchObject({ ok: false, issues: [{ code: 'too_large' }] });
    expect(parseFlowText(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toMatchObject({ ok: false });
  });
});

test('what is merely faulty is let in and kept to the letter', () => {
  const document = {
    ...good(),
    nodes: [
      { id: 'start', type: 'start' },
      { id: 'x', type: 'teleport', config: { zeta: 1, alpha: [{ b: 1, a: 2 }] } },
    ],
    edges: [],
  };
  const parsed = parseFlowDocument(document);
  expect(parsed.ok && JSON.stringify(parsed.value)).toBe(JSON.stringify(document));
});

test('the example flows of the contract are let in', () => {
  const folder = path.resolve(import.meta.dirname, '../../../e2e/flows');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  expect(files.length).toBeGreaterThanOrEqual(4);
  for (const file of files)
    expect(parseFlowText(readFileSync(path.join(folder, file), 'utf8'))).toMatchObject({ ok: true });
});

test('a bundle names the flow that refuses it', () => {
  const parsed = parseFlowBundle({
    format: 'patchbay.bundle/1',
    flows: [good(), { ...good(), key: 'g', edges: [{ from: 'start', port: 'next', to: 'gone' }] }],
  });
  expect(parsed).toMatchObject({ ok: false, issues: [{ path: 'flows.1.edges.0.to', code: 'unknown_node' }] });
});
