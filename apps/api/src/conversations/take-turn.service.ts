import { hash } from 'node:crypto';
import type { TurnRequest } from '@patchbay/api-contract';
import type { ConversationRecordStore, ConversationStore, FileStore } from '@patchbay/db';
import type { MessageFile, Snapshot } from '@patchbay/runtime';
import type { Ids } from '../platform/ids.ts';
import type { ChatAnswer } from './chat-answer.ts';
import { chatProblems } from './chat-problems.ts';
import type { ConversationAccess, Credentials, Found } from './conversation-access.ts';
import type { ConversationCache } from './conversation-cache.ts';
import type { ConversationQueue, Release } from './conversation-queue.ts';
import type { LeftState } from './database-turn-store.ts';
import type { RecentMessages } from './run-history.ts';
import type { FlowPlans, PinnedPlan } from './flow-plans.ts';
import type { FreedElsewhere } from './freed-elsewhere.ts';
import { checkInput, inputOf } from './input-of.ts';
import { keptAnswer } from './kept-answer.ts';
import type { LiveRuns } from './live-runs.ts';
import { messageFiles } from './message-files.ts';
import type { Recovery } from './recovery.ts';
import { RunOvertaken } from './run-overtaken.ts';
import { settledWithin } from './settled-within.ts';
import { conversationContext, isOnline, type RunStarter } from './run-starter.ts';
import { storedSnapshot } from './stored-snapshot.ts';
import type { WorkspaceValues } from './workspace-values.ts';

/** How long a turn waits for the one before it. Milliseconds. */
const WAIT_MS = 30_000;

interface TurnCall {
  credentials: Credentials;
  /** The caller's idempotency key. */
  key: string;
  body: TurnRequest;
}

interface TakeTurnParts {
  access: ConversationAccess;
  cache: ConversationCache;
  store: ConversationStore;
  records: ConversationRecordStore;
  files: FileStore;
  plans: FlowPlans;
  queue: ConversationQueue;
  live: LiveRuns;
  recovery: Recovery;
  freed: FreedElsewhere;
  starter: RunStarter;
  values: WorkspaceValues;
  ids: Ids;
}

/** Takes users' turns: one at a time in a conversation, each key once. */
export class TakeTurnService {
  readonly #parts: TakeTurnParts;

  constructor(parts: TakeTurnParts) {
    this.#parts = parts;
  }

  async take(call: TurnCall): Promise<ChatAnswer> {
    const { queue, access } = this.#parts;
    const { conversationId } = call.credentials;
    const bodyHash = hash('sha256', JSON.stringify(call.body), 'buffer');
    const end = performance.now() + WAIT_MS;
    let release: Release | undefined;
    let read = false;
    try {
      for (;;) {
        const loaded = await access.load({ ...call.credentials, key: call.key, read });
        const known = await this.#known({ call, bodyHash, loaded });
        if (known) return known;
        if (loaded.conversation.lease !== 'free') {
          // Whoever goes on with the run needs the place.
          release?.();
          release = undefined;
          await this.#awaitOther({ loaded, end });
          continue;
        }
        release ??= queue.tryEnter(conversationId);
        if (!release) {
          release = await queue.enter({ conversationId, waitMs: end - performance.now() });
          if (!release) throw chatProblems.busy();
          continue;
        }
        const handed = release;
        release = undefined;
        const answer = await this.#begin({ call, bodyHash, loaded, release: handed });
        if (answer) return answer;
        read = true;
        if (performance.now() > end) throw chatProblems.busy();
      }
    } finally {
      release?.();
    }
  }

  /** What this key was answered with before, or the run that is answering it. */
  async #known(options: { call: TurnCall; bodyHash: Buffer; loaded: Found }): Promise<ChatAnswer | undefined> {
    const { call, bodyHash, loaded } = options;
    const { live, store } = this.#parts;
    const { conversation } = loaded;
    const turn = loaded.turn?.expired ? undefined : loaded.turn;
    if (turn && !turn.bodyHash.equals(bodyHash)) throw chatProblems.mismatch();
    const running = live.get(conversation.id);
    if (running?.request?.key === call.key && running.run.turnId !== null) {
      if (!running.request.bodyHash.equals(bodyHash)) throw chatProblems.mismatch();
      // A run that came to nothing is tried anew by who began it; here it is as if it had not been.
      const accepted = await running.run.accepted.then(
        () => true,
        () => false,
      );
      if (accepted)
        return { conversation: undefined, turnId: running.run.turnId, source: { kind: 'run', run: running.run } };
    }
    if (!turn || turn.status === 'running') return undefined;
    const { workspaceId } = conversation;
    return keptAnswer({ store, workspaceId, conversationId: conversation.id, turn });
  }

  // The conversation is held by a run: of this process (then its end is near or waited for in the queue), of another one, or of one that died.
  async #awaitOther({ loaded, end }: { loaded: Found; end: number }): Promise<void> {
    const { live, recovery } = this.#parts;
    if (loaded.conversation.lease === 'lapsed' && !live.get(loaded.conversation.id))
      return recovery.recover(loaded.conversation, loaded.bot.epoch);
    const left = end - performance.now();
    if (left <= 0) throw chatProblems.busy();
    const running = live.get(loaded.conversation.id);
    if (running) await settledWithin({ work: running.run.ended, milliseconds: left });
    else await this.#parts.freed.wait({ conversationId: loaded.conversation.id, mostMs: left });
  }

  /** Starts the run; undefined when somebody else was first and all is to be looked at anew. */
  async #begin(options: {
    call: TurnCall;
    bodyHash: Buffer;
    loaded: Found;
    release: Release;
  }): Promise<ChatAnswer | undefined> {
    const { call, bodyHash, loaded, release } = options;
    const { starter, ids, cache, records, values } = this.#parts;
    const { conversation, bot, nowMs } = loaded;
    let handedOver = false;
    try {
      const input = inputOf({ body: call.body, files: await this.#filesOf({ body: call.body, loaded }) });
      const snapshot = storedSnapshot.read(conversation.snapshot);
      const planned = await this.#planFor({ loaded, snapshot });
      if (input.kind !== 'message')
        await checkInput({
          input,
          plan: planned.plan,
          snapshot,
          conversation: conversationContext(conversation),
          env: await values.env({ workspaceId: conversation.workspaceId, epoch: bot.epoch }),
          nowMs,
          hasShown: (componentId) =>
            records.componentExists({
              workspaceId: conversation.workspaceId,
              conversationId: conversation.id,
              componentId,
            }),
        });
      const turn = { id: ids.next(), key: call.key, bodyHash, replaces: loaded.turn?.expired ?? false };
      const run = await starter.start({
        workspaceId: conversation.workspaceId,
        epoch: bot.epoch,
        conversation: conversationContext(conversation),
        fence: conversation.fence,
        epochToCheck: loaded.certain ? null : bot.epoch,
        onLeft: (left) => this.#remember({ call, loaded, planned, left }),
        nowMs,
        input,
        planned,
        snapshot,
        recent: loaded.recent,
        turn,
        opening: null,
        release,
      });
      handedOver = true;
      await run.accepted;
      return { conversation: undefined, turnId: turn.id, source: { kind: 'run', run } };
    } catch (error) {
      if (error instanceof RunOvertaken && error.outcome === 'conflict') cache.refute(conversation.id);
      else cache.forget(conversation.id);
      // What this process remembered may be why it was refused: only what was just read decides.
      if (error instanceof RunOvertaken || !loaded.certain) return undefined;
      throw error;
    } finally {
      if (!handedOver) release();
    }
  }

  async #filesOf({ body, loaded }: { body: TurnRequest; loaded: Found }): Promise<MessageFile[]> {
    const ids = 'text' in body ? (body.files ?? []) : [];
    if (ids.length === 0) return [];
    const { workspaceId, id: conversationId } = loaded.conversation;
    return messageFiles({ files: this.#parts.files, workspaceId, conversationId, ids });
  }

  #remember(options: {
    call: TurnCall;
    loaded: Found;
    planned: PinnedPlan;
    left: LeftState & { recent: RecentMessages | undefined };
  }): void {
    const { call, loaded, planned } = options;
    const { recent, ...left } = options.left;
    const { bot, tokenHash } = loaded;
    const { pins, version } = planned;
    const conversation = { ...loaded.conversation, ...left, pins, version };
    this.#parts.cache.keep({ address: call.credentials.address, tokenHash, key: call.key, bot, conversation, recent });
  }

  async #planFor({ loaded, snapshot }: { loaded: Found; snapshot: Snapshot }): Promise<PinnedPlan> {
    const { plans } = this.#parts;
    const { bot, conversation } = loaded;
    const { workspaceId, flowId, epoch } = bot;
    const online = isOnline(bot);
    if (!online && bot.openConversations === 'close') throw chatProblems.offline();
    if (snapshot.status === 'waiting') {
      const pinned = await plans.pinned({ workspaceId, pins: conversation.pins });
      if (pinned) return pinned;
    }
    if (!online) throw chatProblems.offline();
    const current = await plans.current({ workspaceId, flowId, epoch });
    if (!current) throw chatProblems.offline();
    return current;
  }
}
