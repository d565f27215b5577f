import type { Budget } from '@patchbay/api-contract';
import type { CountChange } from '@patchbay/db';
import { type ModelPart, type ModelPort, type ModelRequest, NodeError } from '@patchbay/node-kit';
import type { FlowBudget } from '@patchbay/runtime';
import { throughOutage } from '../platform/database/through-outage.ts';
import type { Counting } from './shared-counts.ts';

/** What a run's calls to models count for. */
export interface Spender {
  workspaceId: string;
  /** Undefined for a preview, whose tokens are kept in no conversation. */
  conversationId: string | undefined;
  flow: string;
  budget: FlowBudget;
}

interface Sources {
  /** The budget of a workspace, as it is now or was a moment ago. */
  budgetOf(workspaceId: string): Promise<Budget>;
  /** Tokens that are kept of a conversation. */
  tokensOf(options: { workspaceId: string; conversationId: string }): Promise<number>;
  /** What all replicas counted under a name. */
  countOf(change: CountChange): Promise<number>;
}

interface DayCount {
  told: number;
  untold: number;
  /** Estimated for calls that are on their way. */
  underWay: number;
}

const DAY_SECONDS = 24 * 60 * 60;
const ANSWER_TOKENS = 500;

/**
 * Budgets of tokens for models: by conversation, by flow and day, by workspace and day. A call is refused when what was spent, and what calls on their way are
 * estimated to take, has reached a limit; the node's `error` port gets `model.budget_exceeded`. Replicas hear of each other's spending within a second or two.
 */
export class ModelBudget implements Counting {
  readonly #sources: Sources;
  readonly #today: () => string;
  readonly #counts = new Map<string, DayCount>();

  constructor(sources: Sources, today: () => string = () => new Date().toISOString().slice(0, 10)) {
    this.#sources = sources;
    this.#today = today;
  }

  /** The port for one run: each call is held to the budgets before it is made, and counted when it is over. */
  limited(port: ModelPort, spender: Spender): ModelPort {
    const spent = { before: undefined as number | undefined, here: 0 };
    return { stream: (request) => this.#stream({ port, request, spender, spent }) };
  }

  /** Tokens of a workspace today, as far as this process knows. */
  async spentToday(workspaceId: string): Promise<number> {
    const count = await this.#count(this.#nameOf({ workspaceId }));
    return count.told + count.untold;
  }

  async *#stream(call: {
    port: ModelPort;
    request: ModelRequest;
    spender: Spender;
    spent: { before: number | undefined; here: number };
  }): AsyncGenerator<ModelPart> {
    const { port, request, spender, spent } = call;
    const asked = Math.ceil(request.messages.reduce((sum, message) => sum + message.content.length, 0) / 4);
    const estimate = asked + (request.maxTokens ?? ANSWER_TOKENS);
    const counts = await this.#reserve({ ...call, estimate });
    let written = 0;
    let tokens: number | undefined;
    try {
      for await (const part of port.stream(request)) {
        if (part.type === 'text') written += part.text.length;
        if (part.type === 'done') tokens = part.usage.inputTokens + part.usage.outputTokens;
        yield part;
      }
    } finally {
      // One that broke off has cost, too; what it was is not told.
      const cost = tokens ?? (written > 0 ? asked + Math.ceil(written / 4) : 0);
      for (const count of counts) {
        count.underWay -= estimate;
        count.untold += cost;
      }
      if (spender.conversationId !== undefined || tokens !== undefined) spent.here += cost;
    }
  }

  // Nothing is awaited between the look at a count and the change of it: calls at once see each other.
  async #reserve({
    spender,
    spent,
    estimate,
  }: {
    spender: Spender;
    spent: { before: number | undefined; here: number };
    estimate: number;
  }): Promise<DayCount[]> {
    const { workspaceId, conversationId, flow, budget } = spender;
    const own = await throughOutage(() => this.#sources.budgetOf(workspaceId));
    const perConversation = least(own.conversationTokens, budget.conversationTokens);
    if (perConversation !== undefined) {
      spent.before ??=
        conversationId === undefined
          ? 0
          : await throughOutage(() => this.#sources.tokensOf({ workspaceId, conversationId }));
      if (spent.before + spent.here >= perConversation) throw exceeded('conversation', perConversation);
    }
    const ofFlow = await this.#count(this.#nameOf({ workspaceId, flow }));
    const ofWorkspace = await this.#count(this.#nameOf({ workspaceId }));
    for (const [scope, count, limit] of [
      ['flow', ofFlow, budget.dailyTokens],
      ['workspace', ofWorkspace, own.dailyTokens ?? undefined],
    ] as const)
      if (limit !== undefined && count.told + count.untold + count.underWay >= limit) throw exceeded(scope, limit);
    for (const count of [ofFlow, ofWorkspace]) count.underWay += estimate;
    return [ofFlow, ofWorkspace];
  }

  #nameOf({ workspaceId, flow }: { workspaceId: string; flow?: string }): string {
    return ['spend', this.#today(), workspaceId, ...(flow === undefined ? [] : [flow])].join(':');
  }

  async #count(name: string): Promise<DayCount> {
    const known = this.#counts.get(name);
    if (known) return known;
    // Those of other days are not asked for again.
    for (const [one, count] of this.#counts)
      if (!one.startsWith(`spend:${this.#today()}`) && count.untold === 0 && count.underWay === 0)
        this.#counts.delete(one);
    const told = await throughOutage(() => this.#sources.countOf({ name, amount: 0, seconds: 2 * DAY_SECONDS }));
    const count = this.#counts.get(name) ?? { told, untold: 0, underWay: 0 };
    this.#counts.set(name, count);
    return count;
  }

  changes(): CountChange[] {
    const changes: CountChange[] = [];
    for (const [name, count] of this.#counts) {
      if (count.untold === 0) continue;
      changes.push({ name, amount: count.untold, seconds: 2 * DAY_SECONDS });
      count.told += count.untold;
      count.untold = 0;
    }
    return changes;
  }

  heard(totals: ReadonlyMap<string, number>): void {
    for (const [name, total] of totals) {
      const count = this.#counts.get(name);
      if (count) count.told = total;
    }
  }

  untaken(changes: readonly CountChange[]): void {
    for (const { name, amount } of changes) {
      const count = this.#counts.get(name);
      if (!count) continue;
      count.told -= amount;
      count.untold += amount;
    }
  }
}

function least(...limits: (number | null | undefined)[]): number | undefined {
  const set = limits.filter((limit) => typeof limit === 'number');
  return set.length > 0 ? Math.min(...set) : undefined;
}

function exceeded(scope: 'conversation' | 'flow' | 'workspace', limit: number): NodeError {
  const whose = { conversation: 'this conversation', flow: 'this flow today', workspace: 'this workspace today' }[
    scope
  ];
  return new NodeError({
    code: 'model.budget_exceeded',
    message: `The budget of ${whose} for models is spent: ${limit} tokens.`,
    retryable: false,
    fault: 'user',
    details: { scope, limit },
  });
}
