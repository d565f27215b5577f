import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  createAdminClient,
  draftRequestSchema,
  OPERATIONS_LIMITS,
  operationsRequestSchema,
} from '@patchbay/api-contract';
import {
  applyOperations,
  DOCUMENT_LIMITS,
  type FlowDocument,
  type Operation,
  operationSchema,
  orderBatch,
  starterDocument,
} from '@patchbay/flow-spec';
import fc from 'fast-check';
import { z } from 'zod';
import type { SaveState } from '../editor/editor-state.ts';
import { EditorStore } from '../editor/editor-store.ts';
import { standInBrowser } from '../editor/stand-in-browser.ts';
import { DraftLink } from './draft-link.ts';
import { People } from './people.ts';

// What of a browser the link needs. Nobody listens at this address, so that it goes by HTTP.
const browser = Object.assign(new EventTarget(), {
  location: { origin: 'http://127.0.0.1:9' },
  document: { hidden: false },
});
let restore: () => void;

beforeEach(() => {
  restore = standInBrowser({ window: browser, navigator: { onLine: true } });
});

afterEach(() => restore());

interface Saved {
  document: FlowDocument;
  revision: number;
  sizes: number[];
}

/** Takes what the contract allows, in the order in which it comes. */
function taking(saved: Saved, text: string): Response {
  const parsed = operationsRequestSchema.safeParse(JSON.parse(text));
  if (!parsed.success) return Response.json({ title: 'Refused', status: 422 }, { status: 422 });
  const { clientId } = parsed.data;
  const wanted = z.array(operationSchema).parse(parsed.data.operations);
  const { document, operations, collisions, dropped } = orderBatch({
    document: saved.document,
    since: [],
    operations: wanted,
  });
  saved.document = document;
  saved.revision += 1;
  saved.sizes.push(wanted.length);
  const { revision } = saved;
  return Response.json({ revision, operations: [{ revision, clientId, by: null, operations, collisions }], dropped });
}

/** A store and its link to a server; `answer` stands in the way of what would be saved. */
function linked({ answer }: { answer?: () => Response | undefined } = {}) {
  const document = starterDocument({ key: 'large', name: 'Large' });
  const saved: Saved = { document, revision: 1, sizes: [] };
  const store = new EditorStore({ document, revision: 1 });
  const refused: string[] = [];
  store.onRefused = (message) => refused.push(message);
  const client = createAdminClient({
    ...{ baseUrl: '', workspace: 'default' },
    fetch: async (_, init) =>
      init?.body
        ? (answer?.() ?? taking(saved, String(init.body)))
        : Response.json({ revision: saved.revision, entries: [], more: false }),
  });
  const link = new DraftLink({ store, client, flowKey: 'large', workspace: 'default', people: new People() });
  const shows = (save: SaveState) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (store.state.save !== save) return;
        stop();
        resolve();
      };
      const stop = store.subscribe(look);
      look();
    });
  return { document, saved, store, refused, link, shows };
}

test('one call takes as many bytes as a document may have', () => {
  expect(OPERATIONS_LIMITS.bytes).toBe(DOCUMENT_LIMITS.bytes);
});

test('what is more than one call takes is saved in several, in its order, and is taken back and saved as one step', async () => {
  const { document, saved, store, refused, link, shows } = linked();
  link.start();
  try {
    store.apply(messages({ count: 2_500, text: 'Hello' }));
    await shows('saved');
    expect(refused).toEqual([]);
    expect(saved.sizes).toEqual([1_000, 1_000, 500]);
    expect(saved.document.nodes).toHaveLength(document.nodes.length + 2_500);
    expect(saved.document).toEqual(store.document);
    expect(store.state.history.past).toHaveLength(1);
    store.undo();
    await shows('saved');
    expect(saved.sizes).toEqual([1_000, 1_000, 500, 1_000, 1_000, 500]);
    expect(saved.document).toEqual(document);
  } finally {
    link.stop();
  }
});

test('waiting for all to be saved ends with an error when it cannot be saved now', async () => {
  let reached = false;
  const { saved, store, link, shows } = linked({ answer: () => (reached ? undefined : Response.error()) });
  link.start();
  try {
    await expect(link.flush()).resolves.toBeUndefined();
    store.apply(messages({ count: 1, text: 'Hello' }));
    await expect(link.flush()).rejects.toThrow('Your last changes are not saved yet');
    await expect(link.flush()).rejects.toThrow('Your last changes are not saved yet');
    reached = true;
    await shows('saved');
    await expect(link.flush()).resolves.toBeUndefined();
    expect(saved.document).toEqual(store.document);
  } finally {
    link.stop();
  }
});

test('who may not write any more keeps what was not saved, and it is saved when they may again', async () => {
  let may = false;
  const answer = () =>
    may ? undefined : Response.json({ title: 'You may not do this.', status: 403 }, { status: 403 });
  const { document, saved, store, refused, link, shows } = linked({ answer });
  let told = 0;
  link.onRights(() => {
    told += 1;
  });
  link.start();
  try {
    store.apply(messages({ count: 1, text: 'Hello' }));
    await shows('forbidden');
    store.apply(messages({ count: 1, text: 'Again', prefix: 'n' }));
    await expect(link.flush()).rejects.toThrow('not saved yet');
    expect(store.state.save).toBe('forbidden');
    expect(store.state.unsaved).toBe(2);
    expect(saved.document).toBe(document);
    // Said once, however often it is tried.
    expect(refused).toHaveLength(1);
    expect(told).toBe(1);
    may = true;
    await shows('saved');
    expect(saved.document).toEqual(store.document);
    expect(saved.document.nodes).toHaveLength(document.nodes.length + 2);
    expect(told).toBe(2);
  } finally {
    link.stop();
  }
});

test('however many operations of whatever length: each message is one that the server reads, and all together are what was done', () => {
  const document = starterDocument({ key: 'large', name: 'Large' });
  fc.assert(
    fc.property(
      fc.array(fc.record({ count: fc.integer({ min: 1, max: 1_500 }), length: fc.constantFrom(1, 300, 200_000) }), {
        minLength: 1,
        maxLength: 3,
      }),
      (steps) => {
        const store = new EditorStore({ document, revision: 1 });
        for (const [index, { count, length }] of steps.entries()) {
          const many = Math.min(count, Math.ceil(1_500_000 / length / steps.length));
          store.apply(messages({ count: many, text: 'ü'.repeat(length / 2), prefix: `s${index}-` }));
          // Twice the words, so that one step is more bytes than a message may hold.
          store.apply(
            messages({ count: many, text: '', prefix: `s${index}-` }).map(({ node }) => setText(node.id, length)),
          );
        }
        const wanted = store.document;
        let saved = document;
        for (let revision = 2; ; revision++) {
          const batch = store.seal();
          if (!batch) break;
          const text = JSON.stringify({ type: 'operations', base: revision - 1, ...batch });
          draftRequestSchema.parse(JSON.parse(text));
          expect(Buffer.byteLength(text)).toBeLessThan(2 * 1024 * 1024 + 64 * 1024);
          const result = applyOperations({ document: saved, operations: batch.operations });
          if (!result.ok) throw new Error(result.message);
          saved = result.document;
          const entry = { ...batch, revision, by: null, collisions: [] };
          expect(store.confirm({ revision, entries: [entry] })).toBe(true);
        }
        expect(saved).toEqual(wanted);
        expect(store.document).toEqual(wanted);
      },
    ),
    { seed: Number(process.env.PATCHBAY_TEST_SEED ?? 1), numRuns: 20 },
  );
});

function messages({ count, text, prefix = 'm' }: { count: number; text: string; prefix?: string }) {
  return Array.from({ length: count }, (_, index) => ({
    type: 'node.add' as const,
    node: { id: `${prefix}${index}`, type: 'message', config: { text } },
  }));
}

function setText(id: string, length: number): Operation {
  return { type: 'node.set', id, path: ['text'], value: 'x'.repeat(length) };
}
