import {
  type BotRecord,
  type ConversationRecordStore,
  type ConversationStore,
  type Opening,
  type TurnKey,
} from '@patchbay/db';
import type { RunContext, Snapshot, TurnInput } from '@patchbay/runtime';
import type { FanOut } from '../fan-out/fan-out.ts';
import type { StateFormats } from '../fan-out/state-formats.ts';
import { throughOutage } from '../platform/database/through-outage.ts';
import type { Metrics } from '../platform/health/metrics.ts';
import type { Ids } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import type { ConversationBus } from './conversation-bus.ts';
import type { Release } from './conversation-queue.ts';
import { DatabaseTurnStore, type LeftState } from './database-turn-store.ts';
import { eventFormats } from './event-formats.ts';
import type { PastMessage, RecentMessages } from './run-history.ts';
import type { PinnedPlan } from './flow-plans.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import type { LiveRuns } from './live-runs.ts';
import type { OutsideServicesFactory } from './outside-services.ts';
import { RunOutput } from './run-output.ts';
import type { StoredEvent } from './stored-event.ts';
import type { TraceWriter } from './trace-writer.ts';
import { type ResumedRun, TurnRun } from './turn-run.ts';
import type { WorkspaceValues } from './workspace-values.ts';

/** With fewer runs on their way than this, one that asks a model is kept while it asks; with more, one commit keeps a quick answer whole. */
const FEW = 9;

export interface RunRequest {
  workspaceId: string;
  epoch: string;
  conversation: RunContext['conversation'];
  fence: number;
  /** Set when the run goes by what this process remembers. */
  epochToCheck: string | null;
  /** Called with how the run left the conversation. */
  onLeft?: (left: LeftState & { recent: RecentMessages | undefined }) => void;
  /** What this process knows of the last messages. */
  recent?: RecentMessages | undefined;
  nowMs: number;
  input: TurnInput;
  planned: PinnedPlan;
  snapshot: Snapshot;
  turn: TurnKey | null;
  opening: Opening | null;
  /** Set when this process took the run over from one that is no more. */
  resumed?: ResumedRun;
  /** What it had told by then. */
  told?: readonly StoredEvent[];
  /** Called when the run has ended, however. */
  release: Release;
}

interface RunStarterParts {
  store: ConversationStore;
  records: ConversationRecordStore;
  values: WorkspaceValues;
  bus: ConversationBus;
  fanOut: FanOut;
  formats: StateFormats;
  live: LiveRuns;
  leases: LeaseKeeper;
  traces: TraceWriter;
  outside: OutsideServicesFactory;
  metrics: Metrics;
  ids: Ids;
  log: Log;
  /** Told of each timer that a run sets, ISO. */
  onTimer(at: string): void;
}

/** Starts runs of real conversations with all that they need. */
export class RunStarter {
  readonly #parts: RunStarterParts;

  constructor(parts: RunStarterParts) {
    this.#parts = parts;
  }

  async start(request: RunRequest): Promise<TurnRun> {
    const { bus, live, leases, ids, log, store, records, values } = this.#parts;
    const { workspaceId, epoch, conversation, planned, turn, resumed } = request;
    const conversationId = conversation.id;
    const env = await values.env({ workspaceId, epoch });
    const { pins, version } = planned;
    const hadTimer = resumed?.state.hadTimer ?? request.snapshot.waiting?.waiting.until !== undefined;
    const output = new RunOutput({ forward: (item) => bus.publish(conversationId, item) });
    output.restore({ events: request.told ?? [], writing: resumed?.writing });
    const turnStore = new DatabaseTurnStore({
      store,
      owner: leases.owner,
      formats: this.#parts.formats,
      leaseMs: leases.leaseMs,
      place: {
        workspaceId,
        conversationId,
        fence: request.fence,
        epoch: request.epochToCheck,
        turn,
        pins,
        version,
        hadTimer,
        opening: request.opening,
        taken: resumed !== undefined,
      },
    });
    const run: TurnRun = new TurnRun({
      turnId: turn?.id ?? null,
      conversation,
      nowMs: request.nowMs,
      input: request.input,
      plan: planned.plan,
      snapshot: request.snapshot,
      basis: { pins, version, hadTimer },
      formats: this.#parts.formats,
      ...(resumed ? { resumed } : {}),
      env,
      ids,
      output,
      store: turnStore,
      outside: () =>
        this.#parts.outside.bind({
          workspaceId,
          epoch,
          flow: planned.plan.main.key,
          version: planned.version,
          conversationId,
          budget: planned.plan.main.budget,
        }),
      past: {
        last: async ({ episode, count }) => {
          const bodies = await throughOutage(() =>
            records.lastMessages({ workspaceId, conversationId, episode, count }),
          );
          return bodies.map((body): PastMessage => JSON.parse(eventFormats.read({ type: 'message', body })));
        },
      },
      recent: request.recent,
      accompanied: this.#parts.fanOut.accompanied,
      keepAtOnce: live.size < FEW,
      onHeld: () => leases.add(conversationId, () => run.overtake()),
      onInternalError: (error, place) => log.error({ err: error, ...place, conversationId }, 'A node failed inside.'),
      onSettled: ({ timerAt }) => {
        if (timerAt) this.#parts.onTimer(timerAt);
        if (turnStore.left) request.onLeft?.({ ...turnStore.left, recent: run.recent });
      },
    });
    live.add(conversationId, { run, workspaceId, request: turn && { key: turn.key, bodyHash: turn.bodyHash } });
    if (resumed) leases.add(conversationId, () => run.overtake());
    run.ended.then(
      (status) => this.#afterRun({ request, run, outcome: status }),
      () => this.#afterRun({ request, run, outcome: 'lost' }),
    );
    return run;
  }

  #afterRun({ request, run, outcome }: { request: RunRequest; run: TurnRun; outcome: string }): void {
    const { leases, traces, metrics, ids, fanOut } = this.#parts;
    const conversationId = request.conversation.id;
    leases.remove(conversationId);
    request.release();
    if (fanOut.wanted(conversationId)) fanOut.tell({ kind: 'freed', conversationId });
    metrics.turns.inc({ outcome });
    metrics.turnSeconds.observe((performance.now() - run.startedAt) / 1_000);
    if (outcome === 'lost') return;
    traces.add({
      workspaceId: request.workspaceId,
      conversationId: request.conversation.id,
      // A run that was taken over has the steps of each process in a trace of its own.
      runId: (request.resumed ? null : run.turnId) ?? ids.next(),
      turnId: run.turnId,
      atMs: request.nowMs,
      steps: run.steps,
    });
  }
}

/** What the engine is told of a conversation. */
export function conversationContext(conversation: {
  id: string;
  channel: string;
  locale: string;
  timezone: string;
  startedAtMs: number;
}): RunContext['conversation'] {
  const { id, channel, locale, timezone, startedAtMs } = conversation;
  return { id, channel, locale, timezone, startedAt: new Date(startedAtMs).toISOString() };
}

/** Whether new conversations and new episodes may begin. */
export function isOnline(bot: BotRecord): boolean {
  return bot.online && bot.publishedVersion !== null;
}
