import type { Difference, TestCase, TestTurn, TurnResult } from '@patchbay/api-contract';
import { initialSnapshot, type Plan, type TurnInput } from '@patchbay/runtime';
import { shownStep } from '../conversations/shown-step.ts';
import { checkInput } from '../conversations/input-of.ts';
import { LIMITS } from '../limits/limits.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { PreviewConversation } from '../preview/preview-conversation.ts';
import type { PreviewPlace, PreviewRunner } from '../preview/preview-runner.ts';
import { differences } from './differences.ts';
import { placeName } from './place-name.ts';
import { refusedValues } from './refused-values.ts';
import { type FlowPins, TestDirector } from './test-director.ts';
import { openComponent, turnInput } from './turn-input.ts';
import { type ToldEvent, toldEvent, whatWasSaid } from './what-was-said.ts';

type Refusal = Omit<Extract<Difference, { kind: 'refused' }>, 'kind'>;

interface TalkOptions {
  runner: PreviewRunner;
  place: PreviewPlace;
  plan: Plan;
  test: TestCase;
  flowPins: FlowPins;
  /** In which the user is. */
  locale: string;
  timezone: string;
  /** What of a turn is given back as said; it is compared with all of it. */
  saysOf?: (events: readonly ToldEvent[]) => string[];
}

/** Has the conversation of a test with a draft, from its first turn to its last, and tells of each what came of it. */
export async function testTalk(options: TalkOptions): Promise<TurnResult[]> {
  const talk = new Talk(options);
  const results: TurnResult[] = [];
  for (const turn of options.test.turns) results.push(await talk.take(turn));
  return results;
}

class Talk {
  readonly #options: TalkOptions;
  readonly #conversation: PreviewConversation;
  readonly #director: TestDirector;
  readonly #deadline: number;
  /** Its own time: a timer that is due takes it there at once. */
  #aheadMs = 0;

  constructor(options: TalkOptions) {
    const { runner, plan, test, flowPins, locale, timezone } = options;
    this.#options = options;
    this.#conversation = new PreviewConversation({
      id: runner.parts.ids.next(),
      plan,
      snapshot: initialSnapshot(plan.main),
      locale,
      timezone,
    });
    this.#deadline = performance.now() + LIMITS.tests.runMs;
    this.#director = new TestDirector({
      main: plan.main.key,
      pins: test.pins,
      flowPins,
      live: test.live,
      deadline: this.#deadline,
    });
  }

  async take(turn: TestTurn): Promise<TurnResult> {
    const until = this.#conversation.snapshot.waiting?.waiting.until;
    const open = openComponent(this.#events);
    const input = turnInput({ turn, open, timers: until !== undefined });
    if (typeof input === 'string') return this.#refused(turn, { message: input });
    if (performance.now() > this.#deadline)
      return this.#refused(turn, { message: `The test took longer than ${LIMITS.tests.runMs / 1_000} seconds.` });
    if (input.kind === 'timer' && until !== undefined)
      this.#aheadMs = Math.max(this.#aheadMs, Date.parse(until) - Date.now());
    const refusal = await this.#refusalOf(input);
    if (refusal !== undefined) return this.#refused(turn, refusal);
    await this.#run(input);
    return this.#result(turn);
  }

  get #events(): ToldEvent[] {
    return this.#conversation.events.map(toldEvent);
  }

  async #refusalOf(input: TurnInput): Promise<Refusal | undefined> {
    const { runner, plan, place } = this.#options;
    try {
      await checkInput({
        input,
        plan,
        snapshot: this.#conversation.snapshot,
        conversation: runner.contextOf(this.#conversation),
        env: await runner.parts.values.read(place.workspaceId),
        nowMs: Date.now() + this.#aheadMs,
        hasShown: (id) => Promise.resolve(this.#conversation.hasShown(id)),
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { message, issues = [] } = error;
      return {
        message,
        ...(issues.length > 0 ? { issues: refusedValues({ issues, open: openComponent(this.#events) }) } : {}),
      };
    }
  }

  async #run(input: TurnInput): Promise<void> {
    const { runner, place } = this.#options;
    const { ids } = runner.parts;
    const run = await runner.start({
      place,
      conversation: this.#conversation,
      input,
      turn: input.kind === 'timer' ? null : { key: ids.next() },
      release: () => undefined,
      nowMs: Date.now() + this.#aheadMs,
      direct: (at) => this.#director.direct(at),
      onTimer: () => undefined,
    });
    const left = Math.max(0, this.#deadline - performance.now());
    const timer = setTimeout(() => run.abort('timeout'), left).unref();
    await run.ended.finally(() => clearTimeout(timer));
  }

  #result(turn: TestTurn): TurnResult {
    const { plan, saysOf = whatWasSaid } = this.#options;
    const run = this.#conversation.runs.at(-1);
    const steps = run?.steps ?? [];
    const events = (run?.events ?? []).map(toldEvent);
    const path = steps.map((step) => placeName({ ...step, main: plan.main.key }));
    const notPinned = this.#director.takeNotPinned();
    return {
      turn,
      says: saysOf(events),
      path,
      steps: steps.map(shownStep),
      differences: differences({ turn, says: whatWasSaid(events), path, notPinned }),
    };
  }

  #refused(turn: TestTurn, refusal: Refusal): TurnResult {
    return { turn, says: [], path: [], steps: [], differences: [{ kind: 'refused', ...refusal }] };
  }
}
