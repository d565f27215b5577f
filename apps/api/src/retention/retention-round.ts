import { setTimeout as sleep } from 'node:timers/promises';
import {
  conversationPartitions,
  DAY_MS,
  type Partition,
  type PartitionedTable,
  type PartitionStore,
  partitionedTables,
  periodFor,
  plannedPartitions,
  type RetentionStore,
  tracePartitions,
} from '@patchbay/db';
import { LIMITS } from '../limits/limits.ts';
import type { Log } from '../platform/log.ts';
import type { Pace } from './pace.ts';
import type { RetentionSettings } from './retention-settings.ts';
import { sweptRanges } from './swept-ranges.ts';

/** Keys of turns and openings are kept for 24 hours; an hour more, so that nothing is removed while it is answered. */
const KEYS_MS = 25 * 3_600_000;
const TRIES = 5;
const TRY_AGAIN_MS = 1_000;

export interface RetentionSummary {
  partitionsMade: number;
  partitionsDropped: number;
  conversations: number;
  keys: number;
  rows: number;
}

interface RetentionRoundParts {
  store: RetentionStore;
  partitions: PartitionStore;
  settings: RetentionSettings;
  pace: Pace;
  log: Log;
}

/**
 * One round: partitions for the days to come are made, and what is over is removed. Each batch commits by itself, so a round that is broken off has lost nothing,
 * and the next one goes on.
 */
export class RetentionRound {
  readonly #parts: RetentionRoundParts;
  readonly #summary: RetentionSummary = {
    partitionsMade: 0,
    partitionsDropped: 0,
    conversations: 0,
    keys: 0,
    rows: 0,
  };

  constructor(parts: RetentionRoundParts) {
    this.#parts = parts;
  }

  async run(): Promise<RetentionSummary> {
    const { store, settings, pace } = this.#parts;
    const nowMs = await store.now();
    for (const table of partitionedTables) await this.#makePartitions({ table, nowMs });
    await this.#removeKeys(nowMs - KEYS_MS);
    this.#summary.rows += await pace.batch(() => store.removeDeleted({ beforeMs: nowMs - LIMITS.undoMs }));
    const { conversationDays, traceDays } = settings;
    if (conversationDays !== undefined) await this.#removeConversations(nowMs - conversationDays * DAY_MS);
    await this.#removeTraces(nowMs - Math.min(traceDays, conversationDays ?? traceDays) * DAY_MS);
    return this.#summary;
  }

  async #makePartitions({ table, nowMs }: { table: PartitionedTable; nowMs: number }): Promise<void> {
    const { partitions, pace, log } = this.#parts;
    await partitions.mend(table);
    const existing = await partitions.list(table);
    for (const range of plannedPartitions({ existing, nowMs, period: this.#periodOf(table) })) {
      const outcome = await this.#tried(() => pace.batch(() => partitions.add({ table, range })));
      if (outcome === 'done') this.#summary.partitionsMade += 1;
      else
        log.warn(
          { table: table.name, outcome, ...range },
          'A partition could not be made; its rows go to that for the rest.',
        );
      // Another try at the next round; a later one made now would leave a gap for good.
      if (outcome === 'busy') return;
    }
  }

  async #removeKeys(beforeMs: number): Promise<void> {
    const { store, pace } = this.#parts;
    for (const workspaceId of await store.workspaces())
      this.#summary.keys += await pace.through<{ conversationId: string; key: string }>((after) =>
        store.removeTurnKeys({ workspaceId, beforeMs, after }),
      );
    for (let more = true; more; ) {
      const removed = await pace.batch(() => store.removeOpeningKeys({ beforeMs }));
      this.#summary.keys += removed.rows;
      more = removed.more;
    }
  }

  async #removeConversations(overMs: number): Promise<void> {
    const { store, partitions, pace } = this.#parts;
    const workspaces = await store.workspaces();
    for (const workspaceId of workspaces)
      this.#summary.conversations += await pace.through<string>((after) =>
        store.removeConversations({ workspaceId, beforeMs: overMs, after }),
      );
    for (const table of conversationPartitions) {
      for (const partition of await partitions.list(table))
        if (partition.toMs <= overMs && !(await pace.batch(() => store.anyConversation(partition))))
          await this.#drop(partition);
      const swept = { partitions: await partitions.list(table), overMs, period: this.#periodOf(table) };
      for (const range of sweptRanges(swept))
        for (const workspaceId of workspaces)
          this.#summary.rows += await pace.through<string>((after) =>
            store.removeOrphans({ table, workspaceId, ...range, after }),
          );
    }
  }

  async #removeTraces(beforeMs: number): Promise<void> {
    const { store, partitions, pace } = this.#parts;
    for (const partition of await partitions.list(tracePartitions))
      if (partition.toMs <= beforeMs) await this.#drop(partition);
    this.#summary.rows += await pace.through<number>((block) =>
      store.removeTracesOfRest({ beforeMs, block: block ?? 0 }),
    );
  }

  async #drop(partition: Partition): Promise<void> {
    const { partitions, pace, log } = this.#parts;
    const outcome = await this.#tried(() => pace.batch(() => partitions.drop(partition)));
    if (outcome === 'done') this.#summary.partitionsDropped += 1;
    else log.info({ partition: partition.name }, 'A partition that is over is in use, and stays until the next round.');
  }

  async #tried<Outcome>(work: () => Promise<Outcome | 'busy'>): Promise<Outcome | 'busy'> {
    for (let left = TRIES - 1; ; left--) {
      const outcome = await work();
      if (outcome !== 'busy' || left === 0) return outcome;
      await sleep(TRY_AGAIN_MS);
    }
  }

  #periodOf({ life }: PartitionedTable) {
    const { conversationDays, traceDays } = this.#parts.settings;
    // Traces are only ever added to and dropped, so that many partitions cost nothing, and little is kept for longer than it should be.
    return life === 'conversation' ? periodFor(conversationDays) : traceDays > 100 ? 'week' : 'day';
  }
}
