import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DOCUMENT_LIMITS, PRODUCT_VERSION } from './document-limits.ts';
import { parseFlowDocument, parseFlowText } from './parse-flow-document.ts';
import { starterDocument } from './starter-document.ts';

type Loose = ReturnType<typeof starterDocument> & Record<string, unknown>;
const good = (): Loose => structuredClone(starterDocument({ key: 'f', name: 'F' })) as Loose;
const variable = (rest: object) => ({
  variables: [
    { key: 'a', type: 'string' },
    { key: 'b', type: 'string', ...rest },
  ],
});
const note = (rest: object) => ({ notes: [{ id: 'n', text: '', x: 0, y: 0, ...rest }] });

describe('refused, with the path', () => {
  test.each<[string, (document: Loose) => object, string, string]>([
    ['another format', () => ({ format: 'x' }), 'format', 'wrong_format'],
    ['no format', () => ({ format: undefined }), 'format', 'wrong_format'],
    ['a newer release', () => ({ minVersion: '99.0.0' }), 'minVersion', 'needs_newer_release'],
    ['a release that is no version', () => ({ minVersion: 'soon' }), 'minVersion', 'needs_newer_release'],
    ['a release that is no text', () => ({ minVersion: 1 }), 'minVersion', 'wrong_type'],
    ['an unknown top key', () => ({ colour: 1 }), 'colour', 'unknown_key'],
    ['a key that is no slug', () => ({ key: 'A b' }), 'key', 'invalid_key'],
    ['a key that is too long', () => ({ key: 'a'.repeat(65) }), 'key', 'invalid_key'],
    ['no name', () => ({ name: undefined }), 'name', 'invalid_name'],
    ['a description that is no text', () => ({ description: 1 }), 'description', 'wrong_type'],
    ['a language that is no text', () => ({ language: [] }), 'language', 'wrong_type'],
    ['settings that are a list', () => ({ settings: [] }), 'settings', 'wrong_type'],
    ['no nodes', () => ({ nodes: undefined }), 'nodes', 'missing'],
    ['nodes that are no list', () => ({ nodes: {} }), 'nodes', 'wrong_type'],
    ['a node that is no object', () => ({ nodes: ['start'], edges: [] }), 'nodes.0', 'wrong_type'],
    ['an unknown node key', (d) => Object.assign(d.nodes[1]!, { colour: 1 }), 'nodes.1.colour', 'unknown_key'],
    ['an id with a blank', (d) => Object.assign(d.nodes[1]!, { id: 'a b' }), 'nodes.1.id', 'invalid_id'],
    ['an id that is a prototype', (d) => Object.assign(d.nodes[1]!, { id: '__proto__' }), 'nodes.1.id', 'invalid_id'],
    ['an id twice', (d) => Object.assign(d.nodes[1]!, { id: 'start' }), 'nodes.1.id', 'duplicate_id'],
    ['a node without a type', (d) => Object.assign(d.nodes[1]!, { type: undefined }), 'nodes.1.type', 'wrong_type'],
    ['a config that is a text', (d) => Object.assign(d.nodes[1]!, { config: 'x' }), 'nodes.1.config', 'wrong_type'],
    ['a config that is a list', (d) => Object.assign(d.nodes[1]!, { config: [] }), 'nodes.1.config', 'wrong_type'],
    ['a label that is no text', (d) => Object.assign(d.nodes[1]!, { label: 1 }), 'nodes.1.label', 'wrong_type'],
    ['a version of 0', (d) => Object.assign(d.nodes[1]!, { version: 0 }), 'nodes.1.version', 'wrong_type'],
    ['no edges', () => ({ edges: undefined }), 'edges', 'missing'],
    ['edges that are no list', () => ({ edges: {} }), 'edges', 'wrong_type'],
    ['an edge that is no object', () => ({ edges: [1] }), 'edges.0', 'wrong_type'],
    ['an edge to nothing', (d) => Object.assign(d.edges[0]!, { to: 'gone' }), 'edges.0.to', 'unknown_node'],
    ['an edge from nothing', (d) => Object.assign(d.edges[0]!, { from: 'gone' }), 'edges.0.from', 'unknown_node'],
    ['an edge without an end', (d) => Object.assign(d.edges[0]!, { to: undefined }), 'edges.0.to', 'wrong_type'],
    ['an edge without a port', (d) => Object.assign(d.edges[0]!, { port: '' }), 'edges.0.port', 'wrong_type'],
    [
      'two edges from a port',
      (d) => ({ edges: [...d.edges, { from: 'start', port: 'next', to: 'start' }] }),
      'edges.1.port',
      'duplicate_port',
    ],
    ['variables that are no list', () => ({ variables: {} }), 'variables', 'wrong_type'],
    ['a variable that is no object', () => ({ variables: ['a'] }), 'variables.0', 'wrong_type'],
    ['a variable with a blank', () => variable({ key: 'a b' }), 'variables.1.key', 'invalid_key'],
    ['a variable that is a prototype', () => variable({ key: '__proto__' }), 'variables.1.key', 'invalid_key'],
    ['a variable twice', () => variable({ key: 'a' }), 'variables.1.key', 'duplicate_id'],
    ['frames that are no list', () => ({ frames: {} }), 'frames', 'wrong_type'],
    [
      'a frame without a size',
      () => ({ frames: [{ id: 'f', title: '', x: 0, y: 0, width: 0 }] }),
      'frames.0.width',
      'wrong_type',
    ],
    [
      'a frame without a title',
      () => ({ frames: [{ id: 'f', x: 0, y: 0, width: 9, height: 9 }] }),
      'frames.0.title',
      'wrong_type',
    ],
    ['notes that are no list', () => ({ notes: {} }), 'notes', 'wrong_type'],
    ['a note without a place', () => note({ x: '1' }), 'notes.0.x', 'wrong_type'],
    ['a note with a wrong width', () => note({ width: '1' }), 'notes.0.width', 'wrong_type'],
    ['a note without a text', () => note({ text: undefined }), 'notes.0.text', 'wrong_type'],
    ['a note with a wrong id', () => note({ id: '' }), 'notes.0.id', 'invalid_id'],
    ['a note with a wrong color', () => note({ color: 1 }), 'notes.0.color', 'wrong_type'],
    ['a note twice', () => ({ notes: [...note({}).notes, ...note({}).notes] }), 'notes.1.id', 'duplicate_id'],
    ['a layout that is a list', () => ({ layout: [] }), 'layout', 'wrong_type'],
    ['a position without y', () => ({ layout: { start: { x: 1 } } }), 'layout.start', 'wrong_type'],
    ['translations that are a list', () => ({ translations: [] }), 'translations', 'wrong_type'],
    ['a language that is a text', () => ({ translations: { de: 'x' } }), 'translations.de', 'wrong_type'],
    [
      'a translation that is no text',
      () => ({ translations: { de: { 'hello.text': 1 } } }),
      'translations.de.hello.text',
      'wrong_type',
    ],
    [
      'what JSON does not have',
      (d) => Object.assign(d.nodes[1]!, { config: { list: [undefined] } }),
      'nodes.1.config.list.0',
      'not_json',
    ],
    [
      'a number without end',
      (d) => Object.assign(d.nodes[1]!, { config: JSON.parse('{"n":1e999}') }),
      'nodes.1.config.n',
      'not_json',
    ],
    [
      '5,001 nodes',
      () => ({ nodes: Array.from({ length: 5001 }, (_, i) => ({ id: `n${i}`, type: 'x' })), edges: [] }),
      'nodes',
      'too_many',
    ],
    [
      '2 MB',
      (d) => Object.assign(d.nodes[1]!, { config: { text: 'ä'.repeat(DOCUMENT_LIMITS.bytes / 2) } }),
      '',
      'too_large',
    ],
  ])('%s', (_name, change, where, code) => {
    const document = good();
    const changed = change(document);
    const parsed = parseFlowDocument(
      document.nodes.includes(changed as never) || document.edges.includes(changed as never)
        ? document
        : { ...document, ...changed },
    );
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.issues).toContainEqual(expect.objectContaining({ path: where, code }));
    for (const issue of parsed.issues) expect(issue.message).toMatch(/\.$/);
  });

  test('what is not an object', () => {
    for (const input of [null, undefined, [], 'x', 1])
      expect(parseFlowDocument(input)).toMatchObject({ ok: false, issues: [{ path: '', code: 'wrong_type' }] });
  });

  test('all faults at once, up to a hundred', () => {
    const nodes = Array.from({ length: 200 }, () => ({ id: 'a b', type: '' }));
    const parsed = parseFlowDocument({ ...good(), nodes, edges: [] });
    expect(!parsed.ok && parsed.issues).toHaveLength(100);
  });

  test('text that is not JSON, too deep, too large, or sets a prototype', () => {
    expect(parseFlowText('{')).toMatchObject({ ok: false, issues: [{ code: 'not_json' }] });
    expect(parseFlowText('')).toMatchObject({ ok: false, issues: [{ code: 'not_json' }] });
    expect(parseFlowText('{"a":{"__proto__":{"polluted":1}}}')).toMatchObject({
      ok: false,
      issues: [{ path: 'a.__proto__', code: 'forbidden_key' }],
    });
    expect(parseFlowText('{"__proto__":1}')).toMatchObject({
      ok: false,
      issues: [{ path: '__proto__', code: 'forbidden_key' }],
    });
    expect(parseFlowText(' '.repeat(2_100_000))).toMatchObject({ ok: false, issues: [{ code: 'too_large' }] });
    expect(parseFlowText('ä'.repeat(1_100_000))).toMatchObject({ ok: false, issues: [{ code: 'too_large' }] });
    expect(parseFlowText(`${'['.repeat(900_000)}${']'.repeat(900_000)}`)).toMatchObject({
      ok: false,
      issues: [{ code: 'too_deep' }],
    });
  });

  test('more than 32 levels, the document being the first', () => {
    const nested = (levels: number) => {
      const document = good();
      document.nodes[1]!.config = { deep: JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) };
      return parseFlowDocument(document);
    };
    expect(nested(28)).toMatchObject({ ok: true });
    expect(nested(29)).toMatchObject({ ok: false, issues: [{ code: 'too_deep' }] });
  });
});

test('what is merely faulty is let in and kept to the letter', () => {
  const document = {
    edges: [{ to: 'x', label: 'own', from: 'start', port: 'anything: at all' }],
    nodes: [
      { type: 'start', id: 'start' },
      {
        id: 'x',
        type: 'teleport',
        version: 7,
        config: { zeta: 1, alpha: [{ b: 1, a: 2 }], '2': null, constructor: 'x' },
      },
    ],
    settings: { onError: null, unknown: 1, idle: 'never' },
    variables: [{ key: 'v', type: 'date', scope: 'galaxy', more: 1 }],
    notes: [{ id: 'n', text: '', x: 0, y: 0, pinned: true }],
    layout: { gone: { y: 1, x: 2, z: 3 } },
    translations: { de: { 'gone.text': 'x' } },
    minVersion: '0.1',
    name: 'F',
    key: 'f',
    format: 'patchbay.flow/1',
  };
  const text = JSON.stringify(document);
  const parsed = parseFlowText(text);
  expect(parsed.ok && JSON.stringify(parsed.value)).toBe(text);
  const same = parseFlowDocument(document);
  expect(same.ok && same.value).toBe(document);
});

test('the example flows of the contract are let in', () => {
  const folder = path.resolve(import.meta.dirname, '../../../e2e/flows');
  const files = readdirSync(folder).filter((file) => file.endsWith('.flow.json'));
  expect(files.length).toBeGreaterThanOrEqual(4);
  for (const file of files)
    expect(parseFlowText(readFileSync(path.join(folder, file), 'utf8'))).toMatchObject({ ok: true });
});

test('the release that documents may ask for is that of the product', () => {
  const root = path.resolve(import.meta.dirname, '../../../package.json');
  expect(JSON.parse(readFileSync(root, 'utf8')).version).toBe(PRODUCT_VERSION);
});
