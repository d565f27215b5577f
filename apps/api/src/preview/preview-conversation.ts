import type { DebugState } from '@patchbay/api-contract';
import type { Commit, EventRecord, NewEvent } from '@patchbay/db';
import type { JsonObject } from '@patchbay/node-kit';
import type { Frame, Plan, Snapshot, StepTrace, UpcomingVisit } from '@patchbay/runtime';
import { censoredObject } from '../conversations/censored.ts';
import { Cuts } from '../conversations/cuts.ts';
import type { PastMessage } from '../conversations/run-history.ts';
import { shownStep } from '../conversations/shown-step.ts';
import { type StoredEvent, storedEvent } from '../conversations/stored-event.ts';
import type { RunResult, TurnStore } from '../conversations/turn-store.ts';
import { LIMITS } from '../limits/limits.ts';
import { DebugSession } from './debug-session.ts';
import { PreviewFiles } from './preview-files.ts';
import { StepMemory } from './step-memory.ts';

/** What a turn's key was used for. */
export interface PreviewTurn {
  id: string;
  bodyHash: Buffer;
  status: string;
}

/** What templates could reach at a node, and the loops that it was in. */
export interface NodeData {
  vars: JsonObject;
  nodes: JsonObject;
  loops: Frame['loops'];
  message: Snapshot['message'];
}

export const noData: NodeData = { vars: {}, nodes: {}, loops: [], message: { text: '', files: [] } };

/** A conversation with a draft, in memory: it ends with the process, and is nobody's record. */
export class PreviewConversation {
  readonly id: string;
  readonly startedAtMs = Date.now();
  readonly locale: string;
  readonly timezone: string;
  readonly turns = new Map<string, PreviewTurn>();
  readonly steps = new StepMemory();
  readonly debug: DebugSession;
  readonly files = new PreviewFiles();
  plan: Plan;
  /** Of the draft that the plan is of. */
  draftRevision: number;
  snapshot: Snapshot;
  usedAt = performance.now();
  timer: NodeJS.Timeout | undefined;
  readonly #data = new Map<string, NodeData>();
  #records: EventRecord[] = [];
  #lastSeq = 0;
  /** Where each run began, the newest last. */
  readonly #runs: { turnId: string | null; seq: number; step: number }[] = [];

  /** `onDebug`: told when the state of its debugging is another. */
  constructor(options: {
    id: string;
    plan: Plan;
    /** Told to who follows it. */
    draftRevision?: number;
    snapshot: Snapshot;
    locale: string;
    timezone: string;
    onDebug?: (conversation: PreviewConversation) => void;
  }) {
    this.id = options.id;
    this.plan = options.plan;
    this.draftRevision = options.draftRevision ?? 0;
    this.snapshot = options.snapshot;
    this.locale = options.locale;
    this.timezone = options.timezone;
    this.debug = new DebugSession({ onChange: () => options.onDebug?.(this) });
  }

  /** Where its debugging stands, censored. `running`: whether a turn is on its way. */
  debugState({ running }: { running: boolean }): DebugState {
    const { vars: held, ...rest } = this.debug.state;
    const now = held ?? this.snapshot.frames.at(-1)?.vars ?? {};
    const cuts = new Cuts();
    cuts.path.push('vars');
    const vars = censoredObject(now, cuts);
    return {
      state: rest.paused ? 'paused' : running ? 'running' : 'idle',
      draft: this.draftRevision,
      ...rest,
      vars,
      ...(cuts.places.length > 0 ? { cut: cuts.places } : {}),
    };
  }

  /** Keeps what a node of the flow itself could reach, for who runs it alone or begins there. */
  remember({ flow, nodeId, vars, nodes, loops, message }: UpcomingVisit): void {
    if (flow !== this.plan.main.key) return;
    // The engine changes these in place and copies what is in them.
    this.#data.set(nodeId, {
      vars: { ...vars },
      nodes: { ...nodes },
      loops: [...loops],
      message: { text: message.text, files: [...message.files] },
    });
  }

  /** What a node could reach when it was visited last; undefined when it never was. */
  dataAt(nodeId: string): NodeData | undefined {
    return this.#data.get(nodeId);
  }

  /** What the flow itself knows now. */
  get data(): NodeData {
    const { frames, message } = this.snapshot;
    const { vars = {}, nodes = {}, loops = [] } = frames[0] ?? {};
    return { vars, nodes, loops, message };
  }

  /** Keeps a step; gives it as it is told. */
  tell(turnId: string | null, step: StepTrace): string {
    const json = JSON.stringify({ type: 'trace', turnId, step: shownStep(step) });
    this.steps.add({ turnId, step, json });
    return json;
  }

  /** Steps as they were told, of the runs whose events come after one, or do in part. */
  stepsAfter(seq: number): readonly string[] {
    const first = this.#runs.findLast((run) => run.seq <= seq)?.step ?? 0;
    return this.steps.between(first, this.steps.count).map(({ json }) => json);
  }

  /** A run begins: what is told from here on is its own. */
  beginRun(turnId: string | null): void {
    this.#runs.push({ turnId, seq: this.#lastSeq, step: this.steps.count });
  }

  /** What was told in each run, in order. */
  get runs(): { turnId: string | null; events: EventRecord[]; steps: readonly StepTrace[] }[] {
    return this.#runs.map(({ turnId, seq, step }, index) => {
      const next = this.#runs[index + 1];
      return {
        turnId,
        events: this.#records.filter((event) => event.seq > seq && event.seq <= (next?.seq ?? this.#lastSeq)),
        steps: this.steps.between(step, next?.step ?? this.steps.count).map((kept) => kept.step),
      };
    });
  }

  get events(): readonly EventRecord[] {
    return this.#records;
  }

  eventsAfter(after: number): StoredEvent[] {
    return this.#records.filter((event) => event.seq > after).map(storedEvent);
  }

  eventsOf(turnId: string): StoredEvent[] {
    return this.#records.filter((event) => event.turnId === turnId).map(storedEvent);
  }

  /** Whether a component was ever shown. */
  hasShown(componentId: string): boolean {
    return this.#records.some((event) => event.type === 'component' && bodyOf(event).id === componentId);
  }

  lastMessages({ episode, count }: { episode: number; count: number }): PastMessage[] {
    return this.#records
      .filter((event) => event.type === 'message' && event.episode === episode)
      .slice(-count)
      .map((event) => {
        const { id, role, text } = bodyOf(event);
        return { id: String(id), role: String(role), text: String(text) };
      });
  }

  /** Keeps a run of this conversation here. */
  storeFor(options: { turnId: string | null; onTimer: (at: string | null) => void }): TurnStore {
    return {
      hold: ({ events }) => Promise.resolve(this.#commit({ events, turnId: options.turnId })),
      write: () => Promise.resolve(true),
      handOver: () => Promise.resolve(),
      settle: ({ events }, result) => {
        const commit = this.#commit({ events, turnId: options.turnId });
        this.#settle(result);
        options.onTimer(result.timerAt);
        return Promise.resolve(commit);
      },
    };
  }

  /** Nobody uses it any more. */
  close(): void {
    clearTimeout(this.timer);
    this.debug.close();
  }

  #settle(result: RunResult): void {
    // Through JSON, as a real conversation's is: what would not survive a pause does not survive here either.
    this.snapshot = JSON.parse(JSON.stringify(result.snapshot));
    for (const turn of this.turns.values()) if (turn.status === 'running') turn.status = result.turnStatus;
  }

  #commit({ events, turnId }: { events: readonly NewEvent[]; turnId: string | null }): Commit {
    const atMs = Date.now();
    const firstSeq = this.#lastSeq + 1;
    for (const event of events) this.#records.push({ ...event, turnId, atMs, seq: ++this.#lastSeq });
    const most = LIMITS.preview.events;
    if (this.#records.length > most) this.#records = this.#records.slice(-most);
    this.usedAt = performance.now();
    return { outcome: 'done', atMs, firstSeq };
  }
}

function bodyOf(event: EventRecord): Record<string, unknown> {
  return JSON.parse(event.body);
}
