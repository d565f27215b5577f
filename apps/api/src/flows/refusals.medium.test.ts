import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { databaseFingerprint } from '../testing/database-fingerprint.ts';
import { Installation, type Reply, W } from '../testing/principals.ts';

const flow = (rest: object = {}) => ({
  format: 'patchbay.flow/1',
  key: 'kept',
  name: 'Kept',
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'a', type: 'message', config: { text: 'A' } },
  ],
  edges: [{ from: 'start', port: 'next', to: 'a' }],
  ...rest,
});
const nested = (levels: number) => JSON.parse(`${'{"x":'.repeat(levels)}1${'}'.repeat(levels)}`);
const nodes = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `n${index}`, type: 'message' }));
const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const flowTables = ['flow', 'flow_draft', 'flow_operation', 'workspace_variable', 'audit_entry', 'flow_version'];

let place: Installation;
beforeAll(async () => {
  place = await Installation.start();
  await place.admin('POST', `${W}/flows`, flow());
});
afterAll(() => place?.stop());

const create = (body: unknown) => place.send('POST', `${W}/flows`, { body, headers: place.keys.admin });
const replace = (body: unknown) =>
  place.send('PUT', `${W}/flows/kept/draft`, { body, headers: { ...place.keys.admin, 'if-match': '"1"' } });
const bring = (body: unknown) => place.send('POST', `${W}/flows/import`, { body, headers: place.keys.admin });
const bundle = (body: unknown) => bring({ format: 'patchbay.bundle/1', flows: [flow({ key: 'first' }), body] });
const prints = () => databaseFingerprint(place.app.database, flowTables);

const refused: [string, unknown, string, string][] = [
  ['a wrong format', flow({ format: 'patchbay.flow/2' }), 'format', 'wrong_format'],
  ['no format', { ...flow(), format: undefined }, 'format', ''],
  ['an unknown top-level key', flow({ colour: 'red' }), 'colour', 'unknown_key'],
  [
    'an unknown key of a node',
    flow({ nodes: [{ id: 'start', type: 'start', colour: 1 }], edges: [] }),
    'nodes.0.colour',
    'unknown_key',
  ],
  ['a key in other letters that look alike', flow({ ['n\u043edes']: [] }), 'n\u043edes', 'unknown_key'],
  [
    'ids that are there twice',
    flow({ nodes: [...flow().nodes, { id: 'a', type: 'end' }] }),
    'nodes.2.id',
    'duplicate_id',
  ],
  ['an edge to nothing', flow({ edges: [{ from: 'start', port: 'next', to: 'gone' }] }), 'edges.0.to', ''],
  ['an edge from nothing', flow({ edges: [{ from: 'gone', port: 'next', to: 'a' }] }), 'edges.0.from', ''],
  [
    'two edges from one port',
    flow({ edges: [...flow().edges, { from: 'start', port: 'next', to: 'start' }] }),
    'edges.1.port',
    '',
  ],
  ['5,001 nodes', flow({ nodes: nodes(5_001), edges: [] }), 'nodes', 'too_many'],
  [
    '33 levels',
    flow({ nodes: [{ id: 'start', type: 'start', config: nested(30) }], edges: [] }),
    'nodes.0.config',
    'too_deep',
  ],
  ['nodes that are no list', flow({ nodes: {} }), 'nodes', 'wrong_type'],
  ['edges that are no list', flow({ edges: 'x' }), 'edges', ''],
  [
    'a config that is no object',
    flow({ nodes: [{ id: 'start', type: 'start', config: [] }], edges: [] }),
    'nodes.0.config',
    'wrong_type',
  ],
  ['variables that are no list', flow({ variables: {} }), 'variables', 'wrong_type'],
  ['settings that are no object', flow({ settings: [] }), 'settings', 'wrong_type'],
  ['a key of other letters', flow({ key: '../../etc' }), 'key', 'invalid_key'],
  ['a name with NUL', flow({ name: 'a\0b' }), 'name', 'invalid_name'],
  ['a number out of range', JSON.stringify(flow()).replace('"A"', '1e999'), 'nodes.1.config.text', 'not_json'],
  [
    'a key that is there twice',
    JSON.stringify(flow()).replace('"name":', '"name":"x","name":'),
    'name',
    'duplicate_key',
  ],
];

describe('what refuses a save or an import', () => {
  test.each(refused)('%s', async (_, body, path, code) => {
    const before = await prints();
    const replies: [string, Reply, string][] = [
      [
        'create',
        await create(
          typeof body === 'string'
            ? body.replace('kept', 'other')
            : { ...(body as object), ...(path === 'key' ? {} : { key: 'other' }) },
        ),
        path,
      ],
      ['replace', await replace(body), path],
      ['import', await bring(body), path],
      ...(typeof body === 'string'
        ? []
        : [['bundle', await bundle(body), `flows.1.${path}`] as [string, Reply, string]]),
    ];
    for (const [way, reply, at] of replies) {
      expect([way, reply.status, reply.headers.get('content-type')]).toEqual([
        way,
        422,
        expect.stringContaining('application/problem+json'),
      ]);
      const told = reply.body.issues?.find(
        (issue) => issue.path === at || (code === 'too_deep' && issue.path.startsWith(at)),
      );
      expect([way, reply.body.issues?.slice(0, 3), told !== undefined]).toEqual([way, expect.anything(), true]);
      if (code) expect(told!.code).toBe(code);
    }
    expect(await prints()).toEqual(before);
  });

  test('what is no JSON, and more than 2 MB', async () => {
    const before = await prints();
    for (const text of ['', '{', 'null x', "{'a':1}", '{"a":1,}', '\ufeff{}', 'NaN', '<xml/>'])
      for (const send of [create, replace, bring]) {
        const reply = await send(text);
        expect([text, reply.status === 400 || reply.status === 422, reply.body.issues?.length]).toEqual([
          text,
          true,
          expect.any(Number),
        ]);
      }
    const large = (bytes: number) => flow({ key: 'large', description: 'x'.repeat(bytes) });
    for (const send of [create, bring]) {
      const near = await send(large(2 * 1024 * 1024 + 100));
      expect([near.status, near.body.issues?.at(-1)?.code]).toEqual([422, 'too_large']);
    }
    expect((await create(large(3 * 1024 * 1024))).status).toBe(413);
    expect((await bring(`{"x":"${'x'.repeat(17 * 1024 * 1024)}"}`)).status).toBe(413);
    expect(await prints()).toEqual(before);
  });

  test('what is just within the limits is let in; what is only faulty is kept byte for byte and refused by publish', async () => {
    expect((await create(flow({ key: 'many', nodes: nodes(5_000), edges: [] }))).status).toBe(201);
    expect(
      (await create(flow({ key: 'deep', nodes: [{ id: 'start', type: 'start', config: nested(28) }], edges: [] })))
        .status,
    ).toBe(201);
    const text = `{"format":"patchbay.flow/1","key":"odd","name":"Odd","nodes":[{"id":"start","type":"start"},{"id":"x","type":"t\\u0065leport","config":{"n":1.0e2,"u":"\\u0000\\ud800"}}],"edges":[],"settings":{"onError":7}}`;
    expect((await create(text)).status).toBe(201);
    const kept = await fetch(`${place.app.url}${W}/flows/odd/draft`, { headers: place.keys.admin });
    expect(await kept.text()).toBe(text);
    const published = await place.send('POST', `${W}/flows/odd/publish`, { body: {}, headers: place.keys.admin });
    expect([published.status, published.body.issues!.length > 1]).toEqual([422, true]);
  });

  test('versions never change: nothing that is done to a flow afterwards shows in them', async () => {
    await place.admin('POST', `${W}/flows`, flow({ key: 'lasting' }));
    await place.admin('POST', `${W}/flows/lasting/publish`, {});
    const first = await place.admin('GET', `${W}/flows/lasting/versions/1`);
    await place.admin('POST', `${W}/flows/import`, flow({ key: 'lasting', name: 'Changed' }));
    await place.admin('POST', `${W}/flows/lasting/publish`, { note: 'two' });
    await place.admin('POST', `${W}/flows/lasting/rollback`, { version: 1 });
    await place.admin('POST', `${W}/flows/lasting/unpublish`, { openConversations: 'close' });
    expect((await place.admin('GET', `${W}/flows/lasting/versions/1`)).document).toEqual(first.document);
    for (const method of ['PUT', 'PATCH', 'POST', 'DELETE'])
      expect(
        (await place.send(method, `${W}/flows/lasting/versions/1`, { body: flow(), headers: place.keys.admin })).status,
      ).toBe(404);
    for (const version of ['0', '4', '-1', '1.5', '99999999999', 'x', '1%20', '..'])
      expect([
        version,
        (await place.send('GET', `${W}/flows/lasting/versions/${version}`, { headers: place.keys.admin })).status,
      ]).toEqual([version, 404]);
    for (const query of [
      'from=1',
      'to=1',
      'from=x&to=1',
      'from=1&to=99',
      'from=1&to=draft&extra=1',
      'from=1&from=2&to=1',
    ]) {
      const { status } = await place.send('GET', `${W}/flows/lasting/diff?${query}`, { headers: place.keys.admin });
      expect([query, status]).toEqual([query, query.includes('99') ? 404 : 422]);
    }
  });

  test('If-Match: 428 without, 412 for any that is not this revision, and nothing is lost', async () => {
    const put = (header: string | undefined) =>
      place.send('PUT', `${W}/flows/kept/draft`, {
        body: flow({ name: 'Other' }),
        headers: { ...place.keys.admin, ...(header === undefined ? {} : { 'if-match': header }) },
      });
    const before = await prints();
    expect((await put(undefined)).status).toBe(428);
    for (const header of ['"0"', '"2"', '"1', '1', '""', '"x"', '"999999999999"', '"1", "2"'])
      expect([header, (await put(header)).status]).toEqual([header, 412]);
    expect(await prints()).toEqual(before);
  });
});

test('any JSON in any place of a bundle: imported whole, or refused with a typed error and nothing changed', async () => {
  console.log(`import is fuzzed with PATCHBAY_TEST_SEED=${seed}`);
  const own = Object.getOwnPropertyNames(Object.prototype).sort();
  const good = {
    format: 'patchbay.bundle/1',
    flows: [flow({ key: 'fuzz', layout: { a: { x: 1, y: 2 } }, notes: [{ id: 'n', text: 't', x: 1, y: 1 }] })],
    requires: {
      connections: [{ key: 'c', kind: 'http' }],
      variables: [{ key: 'fuzzed', value: 1 }],
      knowledgeBases: ['k'],
    },
  };
  const paths: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]) => {
    if (path.length > 0) paths.push(path);
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  walk(good, []);
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom<unknown>(
      '../../etc/passwd',
      '__proto__',
      'constructor',
      'a\0b',
      '\ud800',
      '\u202e',
      -0,
      1e308,
      2 ** 53,
      [],
      {},
      null,
      nested(40),
    ),
  );
  let known = await prints();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), odd, fc.boolean(), async (path, value, asKey) => {
      const changed = structuredClone(good) as never;
      let at: Record<string | number, unknown> = changed;
      for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
      const last = path.at(-1)!;
      if (asKey && typeof value === 'string' && value !== '__proto__' && !Array.isArray(at)) at[value] = at[last];
      else at[last] = value;
      const dry = await place.send('POST', `${W}/flows/import?dryRun=true`, {
        body: changed,
        headers: place.keys.admin,
      });
      const reply = await bring(changed);
      expect([200, 400, 413, 422]).toContain(reply.status);
      expect(dry.status).toBe(reply.status);
      const after = await prints();
      if (reply.status !== 200) {
        expect(reply.body.issues!.length).toBeGreaterThan(0);
        expect(after).toEqual(known);
      }
      known = after;
    }),
    { seed, numRuns: process.env.PATCHBAY_TEST_LONG ? 1_000 : 60 },
  );
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(own);
});
