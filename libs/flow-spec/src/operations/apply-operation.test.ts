import { describe, expect, test } from '@jest/globals';
import { DOCUMENT_LIMITS } from '../document-limits.ts';
import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { parseFlowDocument } from '../parse-flow-document.ts';
import { applyOperation, applyOperations } from './apply-operation.ts';
import type { OperationRefusal } from './operation-result.ts';

const base: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  variables: [{ key: 'v', type: 'string' }],
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'a', type: 'choice', config: { text: 'A', options: [{ id: 'x', label: 'X' }, { id: 'y' }] } },
    { id: 'b', type: 'message', label: 'B' },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'a' },
    { from: 'a', port: 'option:x', to: 'b' },
    { from: 'b', port: 'next', to: 'a' },
  ],
  layout: { start: { x: 0, y: 0 }, a: { x: 1, y: 1 } },
  notes: [{ id: 'n', text: 'N', x: 0, y: 0 }],
  settings: { onStuck: 'repeat', onError: { goto: 'a' } },
  translations: { de: { 'b.text': 'B', 'a.text': 'Ah', 'a.options.x.label': 'Iks' } },
};

function after(operation: Operation, document = base): FlowDocument {
  const result = applyOperation({ document, operation });
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  expect(parseFlowDocument(result.document).ok).toBe(true);
  const back = applyOperations({ document: result.document, operations: result.inverse });
  expect(back.ok && JSON.stringify(back.document)).toBe(JSON.stringify(document));
  return result.document;
}

function refusal(operation: Operation, document = base): OperationRefusal {
  const result = applyOperation({ document, operation });
  if (result.ok) throw new Error('It was applied.');
  expect(result.message).toMatch(/\.$/);
  return result.code;
}

const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

describe('nodes', () => {
  test('are added, with a position', () => {
    const document = after({ type: 'node.add', node: { id: 'c', type: 'end' }, position: { x: 5, y: 6 }, index: 1 });
    expect(document.nodes.map((node) => node.id)).toEqual(['start', 'c', 'a', 'b']);
    expect(document.layout?.c).toEqual({ x: 5, y: 6 });
    expect(refusal({ type: 'node.add', node: { id: 'a', type: 'end' } })).toBe('node.exists');
    expect(refusal({ type: 'node.add', node: { id: 'a b', type: 'end' } })).toBe('node.invalid');
    expect(refusal({ type: 'node.add', node: { id: '__proto__', type: 'end' } })).toBe('node.invalid');
    expect(refusal({ type: 'node.add', node: { id: 'c', type: '' } })).toBe('node.invalid');
    expect(refusal({ type: 'node.add', node: { id: 'c', type: 'end', colour: 1 } as never })).toBe('node.invalid');
    expect(refusal({ type: 'node.add', node: { id: 'c', type: 'end' }, position: { x: Number.NaN, y: 1 } })).toBe(
      'value.invalid',
    );
  });

  test('at most 5,000 of them, 2 MB, and 32 levels', () => {
    const nodes = Array.from({ length: DOCUMENT_LIMITS.nodes }, (_, index) => ({ id: `n${index}`, type: 'end' }));
    expect(refusal({ type: 'node.add', node: { id: 'c', type: 'end' } }, { ...base, nodes, edges: [] })).toBe('limit');
    const half = 'x'.repeat(DOCUMENT_LIMITS.bytes / 2);
    const first = after({ type: 'node.set', id: 'a', path: ['text'], value: half });
    expect(refusal({ type: 'node.set', id: 'b', path: ['text'], value: half }, first)).toBe('limit');
    // Replacing the one by the other is no growth, however often it is done.
    const swapped = [1, 2, 3, 4].reduce(
      (document) => after({ type: 'node.set', id: 'a', path: ['text'], value: half }, document),
      first,
    );
    expect(swapped).toEqual(first);
    // The config of a node is the fourth level, and a value in it the fifth.
    expect(after({ type: 'node.set', id: 'a', path: ['deep'], value: deep(28) })).toBeDefined();
    expect(refusal({ type: 'node.set', id: 'a', path: ['deep'], value: deep(29) })).toBe('value.invalid');
    expect(refusal({ type: 'node.set', id: 'a', path: ['deep'], value: deep(100_000) })).toBe('value.invalid');
    expect(after({ type: 'node.set', id: 'b', path: Array(29).fill('p'), value: 1 })).toBeDefined();
    expect(refusal({ type: 'node.set', id: 'b', path: Array(30).fill('p'), value: 1 })).toBe('value.invalid');
  });

  test('are removed with their edges, position and translations', () => {
    const document = after({ type: 'node.remove', id: 'a' });
    expect(document.nodes.map((node) => node.id)).toEqual(['start', 'b']);
    expect(document.edges).toEqual([]);
    expect(document.layout).toEqual({ start: { x: 0, y: 0 } });
    expect(document.translations).toEqual({ de: { 'b.text': 'B' } });
    expect(refusal({ type: 'node.remove', id: 'z' })).toBe('node.unknown');
  });

  test('take values by path', () => {
    const set = (path: (string | number)[], value: unknown) =>
      after({ type: 'node.set', id: 'a', path, value }).nodes[1]?.config;
    expect(set(['options', 1, 'label'], 'Y')).toEqual({
      text: 'A',
      options: [
        { id: 'x', label: 'X' },
        { id: 'y', label: 'Y' },
      ],
    });
    expect(set(['options', 2], { id: 'z' })).toMatchObject({ options: [{ id: 'x' }, { id: 'y' }, { id: 'z' }] });
    expect(set(['options', 0], undefined)).toEqual({ text: 'A', options: [{ id: 'y' }] });
    expect(set(['made', 'on', 'the', 0, 'way'], 1)).toMatchObject({ made: { on: { the: [{ way: 1 }] } } });
    expect(set(['text'], undefined)).toEqual({ options: [{ id: 'x', label: 'X' }, { id: 'y' }] });
    expect(set([], { new: true })).toEqual({ new: true });
    expect(set([], undefined)).toBeUndefined();
    expect(set(['gone', 'too'], undefined)).toEqual(base.nodes[1]?.config);
    expect(
      after({ type: 'node.set', id: 'a', path: ['options', 0], value: { id: 'first' }, places: [0] }).nodes[1]?.config,
    ).toMatchObject({ options: [{ id: 'first' }, { id: 'x' }, { id: 'y' }] });
    const refused = (path: (string | number)[], value: unknown) => refusal({ type: 'node.set', id: 'a', path, value });
    expect(refused(['text', 'deeper'], 1)).toBe('path.unreachable');
    expect(refused(['options', 'x'], 1)).toBe('path.unreachable');
    expect(refused(['options', 3], 1)).toBe('path.unreachable');
    expect(refused(['options', -1], 1)).toBe('path.unreachable');
    expect(refused(['__proto__', 'polluted'], 1)).toBe('path.unreachable');
    expect(refused([0], 1)).toBe('path.unreachable');
    expect(refused([], 'text')).toBe('value.invalid');
    expect(refused(['x'], JSON.parse('{"__proto__":1}'))).toBe('value.invalid');
    expect(refused(['x'], Number.NaN)).toBe('value.invalid');
    expect(refused(['x'], [() => 1])).toBe('value.invalid');
    expect(refusal({ type: 'node.set', id: 'z', path: ['x'], value: 1 })).toBe('node.unknown');
    expect(refusal({ type: 'node.set', id: 'b', path: [0], value: 1 })).toBe('path.unreachable');
  });

  test('undoing a removal leaves alone what someone else changed beside it', () => {
    const removed = applyOperation({ document: base, operation: { type: 'node.set', id: 'a', path: ['text'] } });
    if (!removed.ok) throw new Error(removed.message);
    const other: Operation = { type: 'node.set', id: 'a', path: ['options', 0, 'label'], value: 'Changed' };
    const result = applyOperations({ document: removed.document, operations: [other, ...removed.inverse] });
    expect(result.ok && result.document.nodes[1]?.config).toEqual({
      text: 'A',
      options: [{ id: 'x', label: 'Changed' }, { id: 'y' }],
    });
  });

  test('are labelled, moved, converted', () => {
    expect(after({ type: 'node.label', id: 'a', label: 'Ask' }).nodes[1]?.label).toBe('Ask');
    expect(after({ type: 'node.label', id: 'b' }).nodes[2]).toEqual({ id: 'b', type: 'message' });
    expect(refusal({ type: 'node.label', id: 'z', label: 'Z' })).toBe('node.unknown');
    expect(refusal({ type: 'node.label', id: 'a', label: 1 as never })).toBe('value.invalid');
    expect(after({ type: 'node.move', id: 'a', position: { x: 9, y: 9 } }).layout?.a).toEqual({ x: 9, y: 9 });
    expect(after({ type: 'node.move', id: 'a' }).layout).toEqual({ start: { x: 0, y: 0 } });
    expect(refusal({ type: 'node.move', id: 'z', position: { x: 9, y: 9 } })).toBe('node.unknown');
    expect(refusal({ type: 'node.move', id: 'a', position: { x: 9 } as never })).toBe('value.invalid');
    expect(after({ type: 'node.convert', id: 'b', node: { id: 'b', type: 'end' } }).nodes[2]).toEqual({
      id: 'b',
      type: 'end',
    });
    expect(refusal({ type: 'node.convert', id: 'b', node: { id: 'c', type: 'end' } })).toBe('node.invalid');
    expect(refusal({ type: 'node.convert', id: 'z', node: { id: 'z', type: 'end' } })).toBe('node.unknown');
  });

  test('are renamed, and all that names them follows', () => {
    const document: FlowDocument = {
      ...base,
      nodes: [
        ...base.nodes,
        { id: 'c', type: 'message', config: { text: '{{ nodes.a.x }} nodes.a', list: [{ at: '{{ nodes.b.y }}' }] } },
      ],
      settings: { onError: { goto: 'a' }, onStuck: null as never, idle: { minutes: 1, goto: 'b' } },
    };
    const renamed = after({ type: 'node.rename', id: 'a', to: 'ask' }, document);
    expect(renamed.nodes.map((node) => node.id)).toEqual(['start', 'ask', 'b', 'c']);
    expect(renamed.nodes[3]?.config).toEqual({ text: '{{ nodes.ask.x }} nodes.a', list: [{ at: '{{ nodes.b.y }}' }] });
    expect(renamed.nodes[2]).toBe(document.nodes[2]);
    expect(renamed.edges).toEqual([
      { from: 'start', port: 'next', to: 'ask' },
      { from: 'ask', port: 'option:x', to: 'b' },
      { from: 'b', port: 'next', to: 'ask' },
    ]);
    expect(renamed.layout).toEqual({ start: { x: 0, y: 0 }, ask: { x: 1, y: 1 } });
    expect(renamed.translations).toEqual({ de: { 'b.text': 'B', 'ask.text': 'Ah', 'ask.options.x.label': 'Iks' } });
    expect(renamed.settings).toEqual({ onError: { goto: 'ask' }, onStuck: null, idle: { minutes: 1, goto: 'b' } });
    expect(refusal({ type: 'node.rename', id: 'a', to: 'b' })).toBe('node.exists');
    expect(refusal({ type: 'node.rename', id: 'a', to: 'b c' })).toBe('node.invalid');
    expect(refusal({ type: 'node.rename', id: 'z', to: 'y' })).toBe('node.unknown');
    const result = applyOperation({ document, operation: { type: 'node.rename', id: 'a', to: 'ask' } });
    expect(result.ok && result.inverse).toEqual([{ type: 'node.rename', id: 'ask', to: 'a' }]);
    // A template that reads a node of the new name, which there is not, must not follow back.
    const taken = {
      ...document,
      nodes: [...document.nodes, { id: 'd', type: 'message', config: { text: '{{ nodes.ask }}' } }],
    };
    after({ type: 'node.rename', id: 'a', to: 'ask' }, taken);
    // The name is given back all the same, and given again.
    const given = applyOperation({ document: taken, operation: { type: 'node.rename', id: 'a', to: 'ask' } });
    expect(given.ok && given.inverse.map(({ type }) => type)).toEqual(['node.rename', 'document.replace']);
    const undone = given.ok && applyOperations({ document: given.document, operations: given.inverse });
    expect(undone && undone.ok && undone.document).toEqual(taken);
    const redone = undone && undone.ok && applyOperations({ document: undone.document, operations: undone.inverse });
    expect(redone && redone.ok && redone.document).toEqual(given.ok && given.document);
    expect(undone && undone.ok && undone.inverse.at(-1)).toEqual({ type: 'node.rename', id: 'a', to: 'ask' });
  });
});

test('edges are added, removed and reconnected', () => {
  expect(after({ type: 'edge.add', edge: { from: 'a', port: 'next', to: 'b' }, index: 0 }).edges[0]?.port).toBe('next');
  expect(refusal({ type: 'edge.add', edge: { from: 'a', port: 'option:x', to: 'a' } })).toBe('edge.port_taken');
  expect(refusal({ type: 'edge.add', edge: { from: 'a', port: 'next', to: 'z' } })).toBe('node.unknown');
  expect(refusal({ type: 'edge.add', edge: { from: 'z', port: 'next', to: 'a' } })).toBe('node.unknown');
  expect(refusal({ type: 'edge.add', edge: { from: 'a', port: '', to: 'b' } })).toBe('edge.invalid');
  expect(after({ type: 'edge.remove', from: 'a', port: 'option:x' }).edges).toHaveLength(2);
  expect(refusal({ type: 'edge.remove', from: 'a', port: 'next' })).toBe('edge.unknown');
  expect(after({ type: 'edge.reconnect', from: 'b', port: 'next', to: 'b' }).edges[2]?.to).toBe('b');
  expect(refusal({ type: 'edge.reconnect', from: 'b', port: 'error', to: 'b' })).toBe('edge.unknown');
  expect(refusal({ type: 'edge.reconnect', from: 'b', port: 'next', to: 'z' })).toBe('node.unknown');
});

test('variables are declared, changed, renamed and removed', () => {
  const bare = { ...base, variables: undefined };
  expect(after({ type: 'variable.add', variable: { key: 'w', type: 'number' }, index: 0 }).variables?.[0]?.key).toBe(
    'w',
  );
  expect(after({ type: 'variable.add', variable: { key: 'w', type: 'number' } }, bare).variables).toHaveLength(1);
  expect(refusal({ type: 'variable.add', variable: { key: 'v', type: 'number' } })).toBe('variable.exists');
  expect(refusal({ type: 'variable.add', variable: { key: '1v', type: 'number' } })).toBe('variable.invalid');
  expect(after({ type: 'variable.set', key: 'v', variable: { key: 'w', type: 'number' } }).variables).toEqual([
    { key: 'w', type: 'number' },
  ]);
  expect(refusal({ type: 'variable.set', key: 'w', variable: { key: 'w', type: 'number' } })).toBe('variable.unknown');
  const two = after({ type: 'variable.add', variable: { key: 'w', type: 'number' } });
  expect(refusal({ type: 'variable.set', key: 'w', variable: { key: 'v', type: 'number' } }, two)).toBe(
    'variable.exists',
  );
  expect(after({ type: 'variable.remove', key: 'v' }).variables).toEqual([]);
  expect(after({ type: 'variable.remove', key: 'v', tidy: 1 }).variables).toBeUndefined();
  expect(refusal({ type: 'variable.remove', key: 'w' })).toBe('variable.unknown');
});

test('notes are added, changed and removed', () => {
  const note = { id: 'm', text: 'M', x: 1, y: 2 };
  expect(after({ type: 'note.add', note }).notes).toHaveLength(2);
  expect(after({ type: 'note.add', note }, { ...base, notes: undefined }).notes).toEqual([note]);
  expect(refusal({ type: 'note.add', note: { ...note, id: 'n' } })).toBe('note.exists');
  expect(refusal({ type: 'note.add', note: { ...note, x: '1' as never } })).toBe('note.invalid');
  expect(after({ type: 'note.set', id: 'n', note: { ...note, id: 'n' } }).notes?.[0]?.text).toBe('M');
  expect(refusal({ type: 'note.set', id: 'n', note })).toBe('note.invalid');
  expect(refusal({ type: 'note.set', id: 'm', note })).toBe('note.unknown');
  expect(after({ type: 'note.remove', id: 'n' }).notes).toEqual([]);
  expect(refusal({ type: 'note.remove', id: 'm' })).toBe('note.unknown');
});

test('frames are added, changed and removed', () => {
  const frame = { id: 'm', title: 'M', x: 1, y: 2, width: 300, height: 200 };
  const framed = after({ type: 'frame.add', frame });
  expect(framed.frames).toEqual([frame]);
  expect(refusal({ type: 'frame.add', frame: { ...frame, width: 0 } })).toBe('frame.invalid');
  expect(after({ type: 'frame.set', id: 'm', frame: { ...frame, color: 'blue' } }, framed).frames?.[0]?.color).toBe(
    'blue',
  );
  expect(refusal({ type: 'frame.set', id: 'm', frame })).toBe('frame.unknown');
  expect(after({ type: 'frame.remove', id: 'm', tidy: 1 }, framed).frames).toBeUndefined();
  expect(refusal({ type: 'frame.remove', id: 'm' })).toBe('frame.unknown');
});

test('the flow, its settings and translations', () => {
  expect(after({ type: 'flow.set', field: 'name', value: 'New' }).name).toBe('New');
  expect(refusal({ type: 'flow.set', field: 'name' })).toBe('value.invalid');
  expect(refusal({ type: 'flow.set', field: 'name', value: ' ' })).toBe('value.invalid');
  expect(refusal({ type: 'flow.set', field: 'minVersion', value: '99.0.0' })).toBe('value.invalid');
  expect(refusal({ type: 'flow.set', field: 'key' as never, value: 'x' })).toBe('path.unreachable');
  expect(after({ type: 'flow.set', field: 'description', value: 'D' }).description).toBe('D');
  expect(after({ type: 'flow.set', field: 'description' })).toBe(base);

  expect(after({ type: 'settings.set', path: ['idle', 'minutes'], value: 5 }).settings).toMatchObject({
    idle: { minutes: 5 },
  });
  expect(
    after({ type: 'settings.set', path: ['back'], value: true }, { ...base, settings: undefined }).settings,
  ).toEqual({ back: true });
  expect(after({ type: 'settings.set', path: ['onStuck'] }).settings).toEqual({ onError: { goto: 'a' } });
  expect(refusal({ type: 'settings.set', path: ['onStuck', 'x'], value: 1 })).toBe('path.unreachable');
  expect(refusal({ type: 'settings.set', path: [], value: 1 })).toBe('path.unreachable');
  expect(refusal({ type: 'settings.set', path: ['x'], value: deep(40) })).toBe('value.invalid');

  expect(after({ type: 'translation.set', language: 'fr', path: 'b.text', value: 'Bé' }).translations?.fr).toEqual({
    'b.text': 'Bé',
  });
  expect(after({ type: 'translation.set', language: 'de', path: 'b.text' }).translations?.de).not.toHaveProperty([
    'b.text',
  ]);
  expect(refusal({ type: 'translation.set', language: 'de', path: 'b.text', value: 1 as never })).toBe('value.invalid');
  expect(refusal({ type: 'translation.set', language: '__proto__', path: 'b.text', value: 'x' })).toBe(
    'path.unreachable',
  );
});

test('a whole document takes the place of another, unless it is none or another flow', () => {
  expect(after({ type: 'document.replace', document: { ...base, name: 'New', nodes: [], edges: [] } }).name).toBe(
    'New',
  );
  expect(refusal({ type: 'document.replace', document: { ...base, key: 'g' } })).toBe('document.invalid');
  expect(refusal({ type: 'document.replace', document: { ...base, nodes: {} as never } })).toBe('document.invalid');
});

test('what is no operation is refused, not thrown', () => {
  expect(refusal({ type: 'node.explode' } as never)).toBe('value.invalid');
});

test('several at once are all or nothing, and say which was refused', () => {
  const label: Operation = { type: 'node.label', id: 'a', label: 'Ask' };
  expect(applyOperations({ document: base, operations: [label, { type: 'node.remove', id: 'z' }] })).toMatchObject({
    ok: false,
    code: 'node.unknown',
    index: 1,
  });
  const result = applyOperations({ document: base, operations: [label, { type: 'node.remove', id: 'a' }] });
  if (!result.ok) throw new Error(result.message);
  const back = applyOperations({ document: result.document, operations: result.inverse });
  expect(back.ok && JSON.stringify(back.document)).toBe(JSON.stringify(base));
});
