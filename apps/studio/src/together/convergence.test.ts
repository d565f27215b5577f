import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type FlowDocument, type Operation, orderBatch } from '@patchbay/flow-spec';
import { anyDocument, anyOperation } from '@patchbay/flow-spec/testing';
import fc from 'fast-check';
import type { DraftEntry, PendingBatch } from '../editor/draft-entry.ts';
import { EditorStore } from '../editor/editor-store.ts';
import { freeId } from '../editor/new-node.ts';
import type { History } from '../editor/history.ts';
import { addNote } from '../edits/add-to-board.ts';
import { historyText, parseHistory } from '../editor/kept-history.ts';
import { keptEditsText, parseKeptEdits } from './kept-edits.ts';

// Two to five people edit one flow over a server that orders their batches, with delays, lost connections, reloads, tabs that sleep while another takes over what they kept, and a server
// that ends between storing and answering. Run in memory, so that ten thousand of such stories are told in minutes; the same rules over real sockets and PostgreSQL are in `draft-socket.medium.test.ts`.

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const numRuns = process.env.PATCHBAY_TEST_LONG ? 10_000 : 150;

/** How many tabs are taken over in a story. */
const MOST_TAKEN = 2;
let now = 0;

beforeEach(() => {
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});

afterEach(() => {
  jest.restoreAllMocks();
});

type Entry = DraftEntry & { inverse: readonly Operation[] };
const overWire = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

/** Orders batches as the server does, by the same function. */
class Server {
  document: FlowDocument;
  log: Entry[] = [];

  constructor(document: FlowDocument) {
    this.document = document;
  }

  get revision(): number {
    return this.log.length + 1;
  }

  since(revision: number): Entry[] {
    return this.log.filter((entry) => entry.revision > revision);
  }

  take({ base, batch, by }: { base: number; batch: PendingBatch; by: string }): void {
    const since = this.since(base);
    if (since.some((entry) => entry.clientId === batch.clientId)) return;
    const { document, operations, inverse, collisions } = orderBatch({
      document: this.document,
      since,
      operations: batch.operations,
    });
    if (operations.length === 0) return;
    this.document = document;
    const { clientId } = batch;
    this.log.push(overWire({ revision: this.revision + 1, clientId, by, operations, inverse, collisions }));
  }
}

/** One tab: sends one batch after another, and hears what was ordered in time or late. */
class Client {
  readonly name: string;
  readonly server: Server;
  store: EditorStore;
  online = true;
  /** Sent, and not yet known to have arrived. */
  sent: { base: number; batch: PendingBatch } | undefined;

  constructor(server: Server, name: string) {
    this.server = server;
    this.name = name;
    this.store = new EditorStore({ document: server.document, revision: server.revision });
  }

  send(): void {
    if (!this.online || this.sent) return;
    const batch = this.store.seal();
    if (batch) this.sent = overWire({ base: this.store.revision, batch });
  }

  /** What is on its way gets there; what is lost on the way back is found in the log later. */
  arrive(): void {
    if (this.sent) this.server.take({ ...this.sent, by: this.name });
  }

  hear(count: number): void {
    if (!this.online) return;
    const entries = overWire(this.server.since(this.store.revision).slice(0, count));
    expect(this.store.confirm({ revision: entries.at(-1)?.revision ?? this.store.revision, entries })).toBe(true);
    const { sent } = this;
    if (sent && !this.store.pending.some((batch) => batch.clientId === sent.batch.clientId)) this.sent = undefined;
  }

  /** Everything of the tab is gone but what it kept. */
  reload(): void {
    const history = parseHistory(historyText(this.store.state.history));
    this.store = this.#fromKept({ leaving: true, history });
    this.sent = undefined;
  }

  /** It slept for so long that another tab has what it kept; it wakes and goes on with the same. */
  takenOver(): Client {
    const tab = new Client(this.server, this.name);
    tab.store = this.#fromKept({ leaving: false });
    now += 12_000;
    return tab;
  }

  #fromKept({ leaving, history }: { leaving: boolean; history?: History | undefined }): EditorStore {
    const { revision } = this.store;
    const kept = parseKeptEdits(keptEditsText({ store: this.store, userId: 'u', at: 0, leaving }))!;
    let { document } = this.server;
    for (const entry of this.server.since(revision).reverse()) {
      const back = orderBatch({ document, since: [], operations: entry.inverse });
      ({ document } = back);
    }
    const store = new EditorStore({ document, revision });
    store.adopt({ pending: kept.pending, choices: kept.choices, recent: kept.recent, history });
    return store;
  }

  /** Until nothing is left to send or to hear. */
  finish(): void {
    this.online = true;
    for (let round = 0; round < 200; round++) {
      this.hear(Number.POSITIVE_INFINITY);
      this.sent = undefined;
      const batch = this.store.seal();
      if (!batch) return;
      this.sent = overWire({ base: this.store.revision, batch });
      this.arrive();
      const known = this.server.log.some((entry) => entry.clientId === batch.clientId);
      // Nothing of it was left: the server says so.
      if (!known) this.store.drop(batch.clientId);
      this.sent = undefined;
    }
    throw new Error(`${this.name} does not come to an end`);
  }
}

const who = fc.nat(4);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      who,
      operations: fc.array(anyOperation, { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('arrive' as const), who }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('hear' as const), who, count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'return' as const, 'reload' as const), who }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

test('whatever two to five people do at once: one document for all, and every write is in the log, was superseded, or is a choice', () => {
  let merged = 0;
  let choices = 0;
  fc.assert(
    fc.property(
      anyDocument,
      fc.integer({ min: 2, max: 5 }),
      fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }),
      (document, count, steps) => {
        const server = new Server(document);
        const clients = Array.from({ length: count }, (_, index) => new Client(server, `c${index}`));
        for (const one of steps) {
          if (one.do === 'restart') {
            // What was on its way is lost, or was stored and the answer is lost.
            for (const [index, client] of clients.entries()) {
              if (index % 2 === 0) client.arrive();
              client.sent = undefined;
            }
            continue;
          }
          const client = clients[one.who % count]!;
          if (one.do === 'edit') client.store.apply(one.operations);
          else if (one.do === 'send') client.send();
          else if (one.do === 'arrive') client.arrive();
          else if (one.do === 'hear') client.hear(one.count);
          else if (one.do === 'leave') client.online = false;
          else if (one.do === 'return') client.online = true;
          else if (one.do === 'reload') client.reload();
          else client.store[one.do]();
        }
        for (const client of clients) client.finish();
        for (const client of clients) client.finish();
        for (const client of clients) {
          expect(client.store.pending).toEqual([]);
          expect(client.store.revision).toBe(server.revision);
          expect(JSON.stringify(client.store.document)).toBe(JSON.stringify(server.document));
          choices += client.store.state.choices.length;
        }
        // Each batch once, however often it was sent.
        const names = server.log.map((entry) => entry.clientId);
        expect(new Set(names).size).toBe(names.length);
        merged += server.log.length;
        // What was ordered leads from the first document to the last, and back.
        const there = orderBatch({ document, since: [], operations: server.log.flatMap((entry) => entry.operations) });
        expect(there.dropped).toEqual([]);
        const back = orderBatch({
          document: server.document,
          since: [],
          operations: server.log.toReversed().flatMap((entry) => entry.inverse),
        });
        expect(JSON.stringify(back.document)).toBe(JSON.stringify(document));
      },
    ),
    { seed, numRuns },
  );
  // Most operations are refused; enough must not be for this to tell anything.
  expect(merged).toBeGreaterThan(numRuns);
  expect(choices).toBeGreaterThan(numRuns / 30);
}, 900_000);

// Below, every write has a word of its own, so that it can be told what became of it.
const desk: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'desk',
  name: 'Desk',
  variables: [{ key: 'v', type: 'string' }],
  nodes: [
    { id: 'start', type: 'start' },
    ...['a', 'b', 'c'].map((id) => ({
      id,
      type: 'choice',
      config: {
        text: 'one two three four five six',
        options: [
          { id: 'x', label: 'X' },
          { id: 'y', label: 'Y' },
        ],
      },
    })),
  ],
  edges: [{ from: 'start', port: 'next', to: 'a' }],
  notes: [{ id: 'n', text: 'seven eight nine ten', x: 0, y: 0 }],
};

const place = fc.nat(5);
const node = fc.constantFrom('a', 'b', 'c');
const deskStep = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom('write', 'set', 'option', 'label', 'unoption', 'note', 'add', 'remove', 'name', 'connect'),
      who,
      node,
      place,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('undo', 'redo', 'choose'), who, node, place }) },
  {
    weight: 16,
    arbitrary: fc.record({
      do: fc.constantFrom('send', 'arrive', 'hear', 'hear', 'leave', 'return', 'restart', 'reload', 'taken over'),
      who,
      node,
      place,
    }),
  },
);

function edit({
  kind,
  document,
  node: id,
  place: at,
  word,
}: {
  kind: string;
  document: FlowDocument;
  node: string;
  place: number;
  word: string;
}): Operation[] {
  const config = document.nodes.find((one) => one.id === id)?.config;
  const text = String(config?.text ?? '');
  const options = Array.isArray(config?.options) ? config.options : [];
  const put = (all: string) => all.split(' ').toSpliced(at, 0, word).join(' ');
  const index = Math.min(at, Math.max(0, options.length - 1));
  const [note] = document.notes ?? [];
  switch (kind) {
    case 'write':
      return [{ type: 'node.set', id, path: ['text'], value: put(text) }];
    case 'set':
      return [{ type: 'node.set', id, path: ['text'], value: word }];
    case 'option':
      return [{ type: 'node.set', id, path: ['options', index], value: { id: word }, places: [index] }];
    case 'unoption':
      return options.length > 0 ? [{ type: 'node.set', id, path: ['options', index] }] : [];
    case 'label':
      return options.length > 0 ? [{ type: 'node.set', id, path: ['options', index, 'label'], value: word }] : [];
    case 'note':
      return note ? [{ type: 'note.set', id: note.id, note: { ...note, text: put(note.text), x: at } }] : [];
    case 'add':
      return [{ type: 'node.add', node: { id: word, type: 'message', config: { text: word } } }];
    case 'remove':
      return [{ type: 'node.remove', id }];
    case 'name':
      return [{ type: 'node.label', id, label: word }];
    default:
      return [{ type: 'edge.add', edge: { from: id, port: word, to: 'a' } }];
  }
}

/** One labels what the other takes out, one item after another from the same index. */
const twoOutOfOneIndex = (
  [
    ['unoption', 1, 0],
    ['label', 0, 1],
    ['label', 0, 0],
    ['unoption', 1, 0],
  ] as const
).map(([act, by, at]) => ({ do: act, who: by, node: 'b' as const, place: at }));

/** A word of one and a word of another in the same place of a note: what is put together afterwards holds one of them, and the other one is still offered. */
const putTogether = (
  [
    ['note', 0, 3],
    ['send', 0, 0],
    ['restart', 0, 0],
    ['write', 2, 0],
    ['write', 0, 0],
    ['write', 0, 0],
    ['send', 2, 0],
    ['send', 0, 0],
    ['note', 0, 0],
    ['write', 0, 0],
    ['undo', 0, 0],
    ['write', 0, 0],
    ['arrive', 2, 0],
    ['undo', 0, 0],
    ['send', 0, 0],
    ['send', 0, 0],
    ['send', 0, 0],
    ['note', 2, 3],
    ['undo', 0, 0],
    ['send', 0, 0],
    ['redo', 0, 0],
    ['write', 0, 0],
    ['write', 0, 0],
    ['send', 0, 0],
  ] as const
).map(([act, by, at]) => ({ do: act, who: by, node: 'a' as const, place: at }));

test('no write is lost: it is in the flow, somebody who saw it took it away, or its author or the other was asked', () => {
  let asked = 0;
  let written = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 5 }),
      fc.array(deskStep, { minLength: 20, maxLength: 90, size: 'max' }),
      (count, steps) => {
        const server = new Server(desk);
        const clients = Array.from({ length: count }, (_, index) => new Client(server, `c${index}`));
        const words: string[] = [];
        const accounted = new Set<string>();
        const wordsIn = (value: unknown) => new Set(JSON.stringify(value).match(/w\d+w/g));
        // What vanishes by one's own hand was meant to.
        const acting = (client: Client, work: () => void) => {
          const before = wordsIn(client.store.document);
          work();
          const after = wordsIn(client.store.document);
          for (const word of before) if (!after.has(word)) accounted.add(word);
        };
        const offered = (client: Client) => {
          for (const word of wordsIn(client.store.state.choices)) accounted.add(word);
          asked += client.store.state.choices.length > 0 ? 1 : 0;
        };
        for (const one of steps) {
          const client = clients[one.who % count]!;
          const { store } = client;
          if (one.do === 'send') client.send();
          else if (one.do === 'arrive') client.arrive();
          else if (one.do === 'hear') client.hear(one.place + 1);
          else if (one.do === 'leave') client.online = false;
          else if (one.do === 'return') client.online = true;
          else if (one.do === 'reload') client.reload();
          else if (one.do === 'taken over' && clients.length < count + MOST_TAKEN) clients.push(client.takenOver());
          else if (one.do === 'taken over') continue;
          else if (one.do === 'restart') {
            client.arrive();
            for (const each of clients) each.sent = undefined;
          } else if (one.do === 'undo' || one.do === 'redo') acting(client, () => store[one.do as 'undo' | 'redo']());
          else if (one.do === 'choose') {
            const [choice] = store.state.choices;
            if (choice)
              acting(client, () => store.choose({ unit: choice.unit, stands: one.place < 3 ? 'mine' : 'theirs' }));
          } else {
            const word = `w${words.length}w`;
            const operations = edit({ kind: one.do, document: store.document, node: one.node, place: one.place, word });
            let done = false;
            acting(client, () => {
              done = operations.length > 0 && store.apply(operations);
            });
            if (done && wordsIn(operations).has(word)) words.push(word);
          }
          offered(client);
        }
        for (let round = 0; round < 2; round++)
          for (const client of clients) {
            client.finish();
            offered(client);
          }
        const there = wordsIn(server.document);
        written += words.length;
        expect(words.filter((word) => !there.has(word) && !accounted.has(word))).toEqual([]);
        for (const client of clients)
          expect(JSON.stringify(client.store.document)).toBe(JSON.stringify(server.document));
      },
    ),
    {
      seed,
      numRuns,
      examples: [
        [2, twoOutOfOneIndex],
        [3, putTogether],
      ],
    },
  );
  expect(written).toBeGreaterThan(numRuns * 5);
  expect(asked).toBeGreaterThan(numRuns / 10);
}, 900_000);

// Everybody proposes the names that are free as far as they know: the same ones.
const adding = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('node', 'node', 'item', 'note', 'write'), who, place }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom('send', 'arrive', 'hear', 'leave', 'return', 'reload', 'taken over'),
      who,
      place,
    }),
  },
);

function addition({ kind, document, word }: { kind: string; document: FlowDocument; word: string }): Operation[] {
  const options = document.nodes.find((one) => one.id === 'a')?.config?.options;
  const count = Array.isArray(options) ? options.length : 0;
  if (kind === 'item')
    return [
      { type: 'node.set', id: 'a', path: ['options', count], value: { id: `option${count + 1}`, label: word } },
      { type: 'edge.add', edge: { from: 'a', port: `option:option${count + 1}`, to: 'b' } },
    ];
  if (kind === 'note') {
    const { operations } = addNote({ document, near: { x: 0, y: 0 } });
    return operations.map((one) => (one.type === 'note.add' ? { ...one, note: { ...one.note, text: word } } : one));
  }
  const id = freeId({ document, stem: 'question' });
  const path = document.edges.find((edge) => edge.from === 'a' && edge.port === 'next');
  return [
    { type: 'node.add', node: { id, type: 'question', config: { text: word, own: `{{ nodes.${id}.text }}` } } },
    ...(path ? [{ type: 'edge.remove' as const, from: 'a', port: 'next' }] : []),
    { type: 'edge.add', edge: { from: 'a', port: 'next', to: id } },
    { type: 'edge.add', edge: { from: id, port: word, to: path?.to ?? 'b' } },
  ];
}

test('of what several add at once nothing is lost, each has what its author made of it, and nobody is asked', () => {
  let met = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 5 }),
      fc.array(adding, { minLength: 20, maxLength: 90, size: 'max' }),
      (count, steps) => {
        const server = new Server(desk);
        const clients = Array.from({ length: count }, (_, index) => new Client(server, `c${index}`));
        const words: string[] = [];
        for (const [index, one] of steps.entries()) {
          const client = clients[one.who % count]!;
          const { store } = client;
          if (one.do === 'send') client.send();
          else if (one.do === 'arrive') client.arrive();
          else if (one.do === 'hear') client.hear(one.place + 1);
          else if (one.do === 'leave') client.online = false;
          else if (one.do === 'return') client.online = true;
          else if (one.do === 'reload') client.reload();
          else if (one.do === 'taken over') {
            if (clients.length === count + MOST_TAKEN) continue;
            const tab = client.takenOver();
            if (one.place < 3) tab.finish();
            clients.push(tab);
          } else if (one.do === 'write') {
            // Into a node of one's own, found by what was written into it first.
            const own = store.document.nodes.find((node) => node.config?.author === client.name);
            if (own) store.apply([{ type: 'node.set', id: own.id, path: ['more'], value: `{{ nodes.${own.id} }}` }]);
          } else {
            const word = `w${index}w`;
            const operations = addition({ kind: one.do, document: store.document, word });
            // As a form does it: an item, and after it what leads on from it.
            const [first, ...rest] = operations;
            if (one.do !== 'item') expect(store.apply(operations)).toBe(true);
            else if (first && store.apply([first])) store.apply(rest);
            if (one.do === 'node' && first?.type === 'node.add')
              store.apply([{ type: 'node.set', id: first.node.id, path: ['author'], value: client.name }]);
            words.push(word);
          }
        }
        for (let round = 0; round < 2; round++) for (const client of clients) client.finish();
        const { document } = server;
        const text = JSON.stringify([document.nodes, document.notes]);
        expect(words.filter((word) => text.split(`"${word}"`).length !== 2)).toEqual([]);
        for (const node of document.nodes.filter(({ type }) => type === 'question')) {
          expect(node.config?.own).toBe(`{{ nodes.${node.id}.text }}`);
          expect([undefined, `{{ nodes.${node.id} }}`]).toContain(node.config?.more);
          const out = document.edges.filter((edge) => edge.from === node.id).map((edge) => edge.port);
          expect(out).toEqual([node.config?.text]);
          if (/_\d+$/.test(node.id)) met++;
        }
        const options = document.nodes.find((node) => node.id === 'a')?.config?.options as { id: string }[];
        const ids = options.map((option) => option.id);
        expect(new Set(ids).size).toBe(ids.length);
        const out = document.edges.map((edge) => edge.port).filter((port) => port.startsWith('option:'));
        expect(out.toSorted()).toEqual(ids.flatMap((id) => (id.startsWith('option') ? `option:${id}` : [])).toSorted());
        for (const client of clients) {
          expect(client.store.state.choices).toEqual([]);
          expect(JSON.stringify(client.store.document)).toBe(JSON.stringify(document));
        }
        // Each takes back their own, and nothing else.
        for (const client of clients) {
          client.store.undo(1_000);
          client.finish();
        }
        for (const client of clients) client.finish();
        const left = JSON.stringify([server.document.nodes, server.document.notes]);
        expect(words.filter((word) => left.includes(`"${word}"`))).toEqual([]);
      },
    ),
    { seed, numRuns },
  );
  expect(met).toBeGreaterThan(numRuns);
}, 900_000);
