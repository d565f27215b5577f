import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonical } from './check/canonical.ts';
import { inspectConversation } from './check/inspect-conversation.ts';
import type { Violation } from './check/violation.ts';
import type { ChatEvent } from './client/chat-event.ts';
import { User } from './client/user.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { ChaosFlow, EffectRow } from './flows/chaos-flow.ts';
import { turnIdOf } from './flows/turn-events.ts';
import type { Random } from './random.ts';
import { slowness } from './slowness.ts';
import type { Tally } from './tally.ts';

/** How long what was accepted may take to come to its end when nobody asks for it any more, and how far a reader may be behind. Milliseconds. */
const LEFT_MS = 30_000;
const BEHIND_MS = 10_000;

interface Finished {
  user: User;
  flow: ChaosFlow;
  digest: string;
}

export interface AudienceOptions {
  /** Begins the names of its conversations. */
  name: string;
  cluster: Cluster;
  random: Random;
  tally: Tally;
  /** Where the histories of conversations go in which something is wrong. */
  folder: string;
  /** Where its users call; the one address of all replicas where nothing else is said. */
  port?: () => number;
}

/** End users who talk to a cluster, and who hold what they were shown against the record when they are done. */
export class Audience {
  readonly #options: AudienceOptions;
  readonly #finished: Finished[] = [];
  #count = 0;

  constructor(options: AudienceOptions) {
    this.#options = options;
  }

  newUser(flow: ChaosFlow): User {
    const { name, cluster, random, port = cluster.port } = this.#options;
    return new User({ name: `${name}${++this.#count}`, flow: flow.key, port, random: random.fork() });
  }

  /** A whole conversation, checked. */
  async converse(options: {
    flow: ChaosFlow;
    turns: number;
    wordMs: number;
    user?: User;
  }): Promise<readonly Violation[]> {
    const { flow, turns, wordMs, user = this.newUser(options.flow) } = options;
    try {
      await flow.play({ user, turns, wordMs });
    } catch (error) {
      await user.close();
      return this.#report({ user, flow, stored: [], effects: [], violations: [this.#broken({ user, error })] });
    }
    return this.conclude({ user, flow });
  }

  /** Waits for what is still on its way, and checks the conversation. */
  async conclude({ user, flow }: { user: User; flow: ChaosFlow }): Promise<readonly Violation[]> {
    const { cluster, tally } = this.#options;
    const { history } = user;
    try {
      const stored = await this.#settled(user);
      const reached = await user.follower?.reaches({ seq: stored.length, withinMs: BEHIND_MS * slowness() });
      const late: Violation[] =
        reached === false
          ? [
              {
                rule: 'streams',
                who: history.name,
                what: `a stream is at seq ${user.follower?.lastSeq} of ${stored.length} after ${BEHIND_MS} ms`,
              },
            ]
          : [];
      await user.close();
      const effects = await cluster.effectsOf(history.id);
      const { itsm, model, disturbances } = cluster;
      const violations = inspectConversation({
        flow,
        scene: { history, stored, effects, itsm, model },
        disturbances: { ...disturbances, slowness: slowness() },
      });
      tally.add('conversations');
      tally.add('turns', history.turns.length + 1);
      tally.add(
        'calls again',
        history.turns.reduce((sum, { calls }) => sum + calls.length - 1, 0),
      );
      for (const effect of effects) if (effect.status === 'unknown') tally.add('effects unknown');
      this.#finished.push({ user, flow, digest: digestOf(stored) });
      // What was fine need not be remembered call by call.
      if (violations.length + late.length === 0) forget(user);
      return this.#report({ user, flow, stored, effects, violations: [...late, ...violations] });
    } catch (error) {
      await user.close();
      return this.#report({ user, flow, stored: [], effects: [], violations: [this.#broken({ user, error })] });
    }
  }

  /** Reads every conversation once more: what was over has not changed since. */
  async recheck(): Promise<void> {
    const left = [...this.#finished];
    const work = async () => {
      for (let one = left.pop(); one; one = left.pop()) {
        const { user, flow, digest } = one;
        const stored = await user.stored().catch((): ChatEvent[] => []);
        if (digestOf(stored) === digest) continue;
        const violation = {
          rule: 'zombie',
          who: user.history.name,
          what: 'the record changed after the conversation was over',
        };
        this.#report({ user, flow, stored, effects: [], violations: [violation] });
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    this.#options.tally.add('conversations read again', this.#finished.length);
  }

  async #settled(user: User): Promise<ChatEvent[]> {
    const end = Date.now() + LEFT_MS * slowness();
    for (;;) {
      const stored = await user.stored();
      const open = user.history.turns.some((turn) => {
        if (!turn.left || turn.acceptedMs === undefined) return false;
        const id = turnIdOf({ turn, stored });
        return !stored.some((event) => event.type === 'turn.completed' && event.turnId === id);
      });
      if (!open || Date.now() > end) return stored;
      await sleep(200);
    }
  }

  #broken({ user, error }: { user: User; error: unknown }): Violation {
    return { rule: 'accepted', who: user.history.name, what: error instanceof Error ? error.message : String(error) };
  }

  #report(options: {
    user: User;
    flow: ChaosFlow;
    stored: readonly ChatEvent[];
    effects: readonly EffectRow[];
    violations: readonly Violation[];
  }): readonly Violation[] {
    const { user, flow, stored, effects, violations } = options;
    if (violations.length === 0) return violations;
    const { folder, tally, cluster } = this.#options;
    tally.violated(...violations);
    mkdirSync(folder, { recursive: true });
    const { killedAtMs, disturbedAtMs } = cluster;
    const deeds = user.history.turns.map(({ body }) => deedsOf({ cluster, body }));
    writeFileSync(
      path.join(folder, `${user.history.name}.json`),
      JSON.stringify(
        { flow: flow.key, violations, history: user.history, stored, effects, deeds, killedAtMs, disturbedAtMs },
        null,
        1,
      ),
    );
    return violations;
  }
}

function deedsOf({ cluster, body }: { cluster: Cluster; body: object }): unknown {
  const id = 'text' in body ? String(body.text).split(' ')[0] : undefined;
  if (id === undefined) return undefined;
  return [...cluster.itsm.deedsOf(id)].map(([step, { keys, ...deeds }]) => ({ id, step, ...deeds, keys: [...keys] }));
}

function digestOf(stored: readonly ChatEvent[]): string {
  return hash('sha256', canonical(stored));
}

function forget({ history }: User): void {
  history.openCalls.length = 0;
  history.follows.length = 0;
  for (const turn of history.turns) {
    turn.calls.length = 0;
    turn.answers.length = 0;
  }
}
