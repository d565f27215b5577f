import type { Commit, NewEvent } from '@patchbay/db';
import type { Plan, RunContext, Snapshot } from '@patchbay/runtime';
import type { OutputItem, OutputListener } from '../conversations/run-output.ts';
import { type StoredEvent, storedEvent } from '../conversations/stored-event.ts';
import type { TurnRun } from '../conversations/turn-run.ts';
import type { RunResult, TurnStore } from '../conversations/turn-store.ts';

/** A conversation with a draft: kept in memory alone, and never listed among the real ones. */
export class PreviewSession {
  readonly conversation: RunContext['conversation'];
  readonly workspaceId: string;
  readonly flowKey: string;
  readonly plan: Plan;
  snapshot: Snapshot;
  events: StoredEvent[] = [];
  lastUsed = Date.now();
  run: TurnRun | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Answers by idempotency key, so that a repeated call runs nothing twice. */
  readonly turns = new Map<string, TurnRun>();
  readonly #messages: { episode: number; role: string; text: string }[] = [];
  readonly #components = new Set<string>();
  readonly #listeners = new Set<OutputListener>();
  #seq = 0;

  constructor(options: {
    conversation: RunContext['conversation'];
    workspaceId: string;
    flowKey: string;
    plan: Plan;
    snapshot: Snapshot;
  }) {
    this.conversation = options.conversation;
    this.workspaceId = options.workspaceId;
    this.flowKey = options.flowKey;
    this.plan = options.plan;
    this.snapshot = options.snapshot;
  }

  /** Where one run of this conversation is kept: each commit takes the next numbers. */
  store(turnId: string | null): TurnStore {
    const commit = async (events: readonly NewEvent[]): Promise<Commit> => {
      const atMs = Date.now();
      const firstSeq = this.#seq + 1;
      for (const event of events) {
        this.#seq += 1;
        this.events.push(storedEvent({ ...event, turnId, atMs, seq: this.#seq }));
        this.#remember(event);
      }
      return { outcome: 'done', atMs, firstSeq };
    };
    return {
      hold: commit,
      settle: (events, result: RunResult) => {
        this.snapshot = result.snapshot;
        return commit(events);
      },
    };
  }

  hasComponent(id: string): boolean {
    return this.#components.has(id);
  }

  async lastMessages({
    episode,
    count,
  }: {
    episode: number;
    count: number;
  }): Promise<{ role: string; text: string }[]> {
    return this.#messages.filter((message) => message.episode === episode).slice(-count);
  }

  publish = (item: OutputItem): void => {
    for (const listener of this.#listeners) listener(item);
  };

  subscribe(listener: OutputListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  end(): void {
    clearTimeout(this.timer);
    this.run?.abort('ended');
  }

  #remember(event: NewEvent): void {
    if (event.type !== 'message' && event.type !== 'component') return;
    const body: { id: string; role?: string; text?: string } = JSON.parse(event.body);
    if (event.type === 'component') this.#components.add(body.id);
    else this.#messages.push({ episode: event.episode, role: body.role ?? 'bot', text: body.text ?? '' });
  }
}
