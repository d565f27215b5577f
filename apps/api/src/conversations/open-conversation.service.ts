import { hash } from 'node:crypto';
import type { OpenConversation } from '@patchbay/api-contract';
import type { BotRecord, BotStore, ConversationStore, OpeningRecord } from '@patchbay/db';
import { initialSnapshot } from '@patchbay/runtime';
import type { StateFormats } from '../fan-out/state-formats.ts';
import type { Ids } from '../platform/ids.ts';
import type { ChatAnswer } from './chat-answer.ts';
import { chatProblems } from './chat-problems.ts';
import type { ConversationQueue, Release } from './conversation-queue.ts';
import { hashToken, newConversationToken } from './conversation-token.ts';
import type { FlowPlans, PinnedPlan } from './flow-plans.ts';
import { keptAnswer } from './kept-answer.ts';
import type { LiveRuns } from './live-runs.ts';
import { RunOvertaken } from './run-overtaken.ts';
import { isOnline, type RunStarter } from './run-starter.ts';
import { storedSnapshot } from './stored-snapshot.ts';
import { localeOf, timezoneOf } from './surroundings-of.ts';
import { openingKey, sealToken, unsealToken } from './sealed-token.ts';

/** The key under which the turn of an opening is kept; no caller can send one that begins with a space. */
const OPENING_TURN = ' open';
const WAIT_MS = 30_000;

interface OpenRequest {
  address: string;
  body: OpenConversation;
  /** The caller's idempotency key. */
  key: string | undefined;
}

interface OpenConversationParts {
  bots: BotStore;
  store: ConversationStore;
  plans: FlowPlans;
  queue: ConversationQueue;
  live: LiveRuns;
  starter: RunStarter;
  formats: StateFormats;
  ids: Ids;
}

/** Opens conversations: the flow runs from `start` to its first wait. The same key gives the same conversation again. */
export class OpenConversationService {
  readonly #parts: OpenConversationParts;

  constructor(parts: OpenConversationParts) {
    this.#parts = parts;
  }

  async open(request: OpenRequest): Promise<ChatAnswer> {
    const { queue, bots } = this.#parts;
    const { address, key } = request;
    const release =
      key === undefined
        ? () => undefined
        : await queue.enter({ conversationId: `${address} ${openingKey(key)}`, waitMs: WAIT_MS });
    if (!release) throw chatProblems.busy();
    try {
      // Twice at most: who was overtaken finds what the other one opened.
      for (let attempt = 0; ; attempt++) {
        const found = await bots.findForOpening({ address, key: key === undefined ? '' : openingKey(key) });
        if (!found) throw chatProblems.unknownBot();
        if (found.opening && key !== undefined)
          return await this.#again({ ...request, key, bot: found.bot, opening: found.opening });
        if (!isOnline(found.bot)) throw chatProblems.unknownBot();
        try {
          return await this.#begin({ ...request, bot: found.bot, nowMs: found.nowMs });
        } catch (error) {
          if (!(error instanceof RunOvertaken) || attempt > 0) throw error;
        }
      }
    } finally {
      release();
    }
  }

  async #begin({ body, key, bot, nowMs }: OpenRequest & { bot: BotRecord; nowMs: number }): Promise<ChatAnswer> {
    const { plans, ids, queue, starter, formats } = this.#parts;
    const { workspaceId, flowId, epoch } = bot;
    const planned = await plans.current({ workspaceId, flowId, epoch });
    if (!planned) throw chatProblems.unknownBot();
    const id = ids.next();
    const token = newConversationToken(id);
    const turn = { id: ids.next(), key: OPENING_TURN, bodyHash: hashOf(body), replaces: false };
    const locale = localeOf(body.locale);
    const timezone = timezoneOf(body.timezone);
    const run = await starter.start({
      workspaceId,
      epoch,
      conversation: { id, channel: 'chat', locale, timezone, startedAt: new Date(nowMs).toISOString() },
      fence: 1,
      epochToCheck: null,
      nowMs,
      input: { kind: 'opened' },
      planned,
      snapshot: initialSnapshot(planned.plan.main),
      turn,
      opening: {
        flowId,
        channel: 'chat',
        tokenHash: hashToken(token),
        key:
          key === undefined
            ? null
            : {
                key: openingKey(key),
                bodyHash: hashOf(body),
                sealedToken: sealToken({ token, key, conversationId: id }),
              },
        ...pinsOf({ planned, formats }),
        locale,
        timezone,
      },
      release: enterNew({ queue, id }),
    });
    await run.accepted;
    return { conversation: { id, token }, turnId: turn.id, source: { kind: 'run', run } };
  }

  async #again(options: {
    address: string;
    body: OpenConversation;
    key: string;
    bot: BotRecord;
    opening: OpeningRecord;
  }): Promise<ChatAnswer> {
    const { live, store } = this.#parts;
    const { address, key, opening, bot } = options;
    if (!opening.bodyHash.equals(hashOf(options.body))) throw chatProblems.mismatch();
    const { conversationId } = opening;
    const token = unsealToken({ sealed: opening.sealedToken, key, conversationId });
    const conversation = { id: conversationId, token };
    const running = live.get(conversationId);
    if (running?.request?.key === OPENING_TURN && running.run.turnId !== null) {
      await running.run.accepted;
      return { conversation, turnId: running.run.turnId, source: { kind: 'run', run: running.run } };
    }
    const loaded = await store.load({ address, conversationId, tokenHash: hashToken(token), key: OPENING_TURN });
    if (!loaded?.turn) throw chatProblems.unknownConversation();
    if (loaded.turn.status === 'running') throw chatProblems.busy();
    return keptAnswer({ store, workspaceId: bot.workspaceId, conversationId, turn: loaded.turn, conversation });
  }
}

function hashOf(body: OpenConversation): Buffer {
  return hash('sha256', JSON.stringify(body), 'buffer');
}

function pinsOf({ planned, formats }: { planned: PinnedPlan; formats: StateFormats }) {
  const { pins, version, plan } = planned;
  const snapshot = storedSnapshot.write({ value: initialSnapshot(plan.main), newest: formats.writes });
  return { pins, version, snapshot };
}

// Nobody else knows the new id yet, so its place is free.
function enterNew({ queue, id }: { queue: ConversationQueue; id: string }): Release {
  return queue.tryEnter(id) ?? (() => undefined);
}
