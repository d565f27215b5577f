import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hotPool, ReplicaStore } from '@patchbay/db';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { readSnapshot, type Snapshot } from '@patchbay/runtime';
import { type EventFormat, EventFormats, eventFormats } from '../conversations/event-formats.ts';
import { storedRunState } from '../conversations/run-state.ts';
import { storedSnapshot } from '../conversations/stored-snapshot.ts';
import { StoredState } from '../conversations/stored-state.ts';
import { ReplicaPresence } from './replica-presence.ts';
import { StateFormats } from './state-formats.ts';

const golden = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../conversations/golden/release-0.1.json'), 'utf8'),
) as { snapshot: Snapshot };

/** As the next release may have it: what was called `turns` is called `turnCount`. */
const nextRelease = new StoredState<Snapshot>({
  what: 'conversation',
  formats: new Map([
    [1, { read: readSnapshot, write: (snapshot) => snapshot }],
    [
      2,
      {
        read: (json) => {
          const { turnCount, ...rest } = json as Omit<Snapshot, 'format' | 'turns'> & { turnCount: number };
          return { ...rest, format: 1, turns: turnCount };
        },
        write: ({ turns, ...rest }) => ({ ...rest, format: 2, turnCount: turns }),
      },
    ],
  ]),
});

/** Events as release 0.1 stored them, with what it showed of each. */
const goldenEvents = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../conversations/golden/events-0.1.json'), 'utf8'),
) as { type: string; body: string; shown: object }[];

/** As the next release may have them: what messages call `text` is stored as `words`, and shown as before. */
const nextEvents = new EventFormats(
  new Map<number, EventFormat | 'as shown'>([
    [1, 'as shown'],
    [
      2,
      {
        read: ({ type, fields }) => {
          if (type !== 'message') return fields;
          const { words, ...rest } = fields as { words: string };
          return { ...rest, text: words };
        },
        write: ({ type, fields }) => {
          if (type !== 'message') return fields;
          const { text, ...rest } = fields as { text: string };
          return { ...rest, words: text };
        },
      },
    ],
  ]),
);

describe('two releases side by side', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database?.drop();
  });

  it('the formats that this release says it reads are those that it has', () => {
    const { readsFrom, readsTo } = new StateFormats().reads;
    for (const state of [storedSnapshot, storedRunState, eventFormats]) {
      expect(Math.max(...state.numbers)).toBeLessThanOrEqual(readsTo);
      expect(Math.min(...state.numbers)).toBeLessThanOrEqual(readsFrom);
    }
    expect(Math.max(...storedSnapshot.numbers, ...storedRunState.numbers, ...eventFormats.numbers)).toBe(readsTo);
  });

  it('the new one reads what the old one stored, and writes what the old one reads until no old one is left', async () => {
    const text = JSON.stringify(golden.snapshot);
    const value = nextRelease.read(text);
    const formats = new StateFormats({ readsFrom: 1, readsTo: 2 });
    const store = new ReplicaStore(hotPool(database.dataSource));
    const ids = ['0199c0de-0000-7000-8000-000000000001', '0199c0de-0000-7000-8000-000000000002'] as const;
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    const presence = (id: string, release: string, reads: { readsFrom: number; readsTo: number }, met?: StateFormats) =>
      new ReplicaPresence({
        store,
        self: { id, role: 'all', release, ...reads },
        onOthers: (others) => met?.meet(others),
        log,
      });
    // Before it knows who is there, it writes what everybody reads.
    expect(formats.writes).toBe(1);
    const old = presence(ids[0], '0.1.0', new StateFormats().reads);
    await old.start();
    const fresh = presence(ids[1], '0.2.0', formats.reads, formats);
    await fresh.start();
    expect(formats.writes).toBe(1);
    const beside = nextRelease.write({ value, newest: formats.writes });
    expect(storedSnapshot.read(beside)).toEqual(golden.snapshot);
    await old.stop();
    for (let round = 0; round < 1_000 && formats.writes === 1; round++)
      await new Promise((done) => setTimeout(done, 100));
    expect(formats.writes).toBe(2);
    const after = nextRelease.write({ value, newest: formats.writes });
    expect(nextRelease.read(after)).toEqual(value);
    // An old one that comes back now leaves such a conversation to others.
    expect(() => storedSnapshot.read(after)).toThrow('format 2');
    await fresh.stop();
    expect(
      await store.beat({ id: ids[0], role: 'all', release: '0.1.0', readsFrom: 1, readsTo: 1, address: null }),
    ).toEqual([]);
  });

  it.each(goldenEvents)('an event of release 0.1 is shown as it was, by this release and the next: $body', (stored) => {
    expect(JSON.parse(eventFormats.read(stored))).toEqual(stored.shown);
    expect(JSON.parse(nextEvents.read(stored))).toEqual(stored.shown);
    // While an old one is left, the next one writes what the old one stored itself; afterwards its own.
    const { type, shown: fields } = stored;
    const beside = nextEvents.write({ type, fields, newest: 1 });
    expect(beside).toBe(eventFormats.write({ type, fields, newest: 1 }));
    expect(beside).toBe(stored.body);
    const alone = nextEvents.write({ type, fields, newest: 2 });
    expect(JSON.parse(alone)).toMatchObject({ $format: 2 });
    expect(JSON.parse(nextEvents.read({ type, body: alone }))).toEqual(fields);
    // An old one that comes back leaves it to others.
    expect(() => eventFormats.read({ type, body: alone })).toThrow('format 2');
  });

  it('a process that has said nothing for 10 s is not counted', async () => {
    const store = new ReplicaStore(hotPool(database.dataSource));
    const [one, two] = ['0199c0de-0000-7000-8000-00000000000a', '0199c0de-0000-7000-8000-00000000000b'].map((id) => ({
      ...{ id, role: 'all', release: '0.1.0', readsFrom: 1, readsTo: 1, address: null },
    }));
    await store.beat(one!);
    expect((await store.beat(two!)).map((other) => other.id)).toContain(one!.id);
    await database.dataSource.query(`UPDATE replica SET seen_at = seen_at - interval '11 seconds' WHERE id = $1`, [
      one!.id,
    ]);
    expect((await store.beat(two!)).map((other) => other.id)).not.toContain(one!.id);
  });
});
