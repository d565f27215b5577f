import { hash } from 'node:crypto';
import type { OpenConversation, TurnRequest } from '@patchbay/api-contract';
import type { PublishedFlowStore } from '@patchbay/db';
import { initialSnapshot, type TurnInput } from '@patchbay/runtime';
import type { ChatAnswer } from '../conversations/chat-answer.ts';
import { chatProblems } from '../conversations/chat-problems.ts';
import { InProcessBus } from '../conversations/conversation-bus.ts';
import { ConversationQueue, type Release } from '../conversations/conversation-queue.ts';
import type { EventStream } from '../conversations/event-stream.ts';
import { checkInput, inputOf } from '../conversations/input-of.ts';
import { LiveRuns } from '../conversations/live-runs.ts';
import type { OutsideServicesFactory } from '../conversations/outside-services.ts';
import { RunOutput } from '../conversations/run-output.ts';
import { conversationContext } from '../conversations/run-starter.ts';
import { localeOf, timezoneOf } from '../conversations/surroundings-of.ts';
import { TurnRun } from '../conversations/turn-run.ts';
import type { WorkspaceValues } from '../conversations/workspace-values.ts';
import { problems } from '../platform/http/problems.ts';
import type { Ids } from '../platform/ids.ts';
import { draftPlan } from './draft-plans.ts';
import { PreviewConversation } from './preview-conversation.ts';
import { PreviewConversations } from './preview-conversations.ts';

const WAIT_MS = 30_000;

/** Where a preview is: a workspace's flow. */
export interface PreviewPlace {
  workspaceId: string;
  flowKey: string;
}

interface PreviewParts {
  store: PublishedFlowStore;
  values: WorkspaceValues;
  outside: OutsideServicesFactory;
  ids: Ids;
}

/** Conversations with a flow's draft, for who edits it: the same engine and events, and the steps as they happen. Kept in memory, never listed. */
export class PreviewService {
  readonly live = new LiveRuns();
  readonly #parts: PreviewParts;
  readonly #conversations = new PreviewConversations();
  readonly #queue = new ConversationQueue();
  readonly #bus = new InProcessBus();

  constructor(parts: PreviewParts) {
    this.#parts = parts;
  }

  async open({ place, body }: { place: PreviewPlace; body: OpenConversation }): Promise<ChatAnswer> {
    const plan = await this.#planOf(place);
    const conversation = new PreviewConversation({
      id: this.#parts.ids.next(),
      plan,
      snapshot: initialSnapshot(plan.main),
      locale: localeOf(body.locale),
      timezone: timezoneOf(body.timezone),
    });
    this.#conversations.add({ place: nameOf(place), conversation });
    const release = this.#queue.tryEnter(conversation.id) ?? (() => undefined);
    const run = await this.#start({ place, conversation, input: { kind: 'opened' }, turn: { key: ' open' }, release });
    await run.accepted;
    // The session lets in; the token is there because clients of the chat API carry one.
    const credentials = { id: conversation.id, token: 'preview' };
    return { conversation: credentials, turnId: run.turnId ?? '', source: { kind: 'run', run } };
  }

  async take(call: { place: PreviewPlace; id: string; key: string; body: TurnRequest }): Promise<ChatAnswer> {
    const { place, key, body } = call;
    const conversation = this.find(call);
    const bodyHash = hash('sha256', JSON.stringify(body), 'buffer');
    const again = this.#again({ conversation, key, bodyHash });
    if (again) return again;
    const release = await this.#queue.enter({ conversationId: conversation.id, waitMs: WAIT_MS });
    if (!release) throw chatProblems.busy();
    let handedOver = false;
    try {
      const meanwhile = this.#again({ conversation, key, bodyHash });
      if (meanwhile) return meanwhile;
      const input = inputOf(body);
      if (conversation.snapshot.status !== 'waiting') conversation.plan = await this.#planOf(place);
      await checkInput({
        input,
        plan: conversation.plan,
        snapshot: conversation.snapshot,
        conversation: this.#contextOf(conversation),
        env: await this.#parts.values.read(place.workspaceId),
        nowMs: Date.now(),
        hasShown: (componentId) => Promise.resolve(conversation.hasShown(componentId)),
      });
      const run = await this.#start({ place, conversation, input, turn: { key, bodyHash }, release });
      handedOver = true;
      await run.accepted;
      return { conversation: undefined, turnId: run.turnId ?? '', source: { kind: 'run', run } };
    } finally {
      if (!handedOver) release();
    }
  }

  stop({ place, id, turnId }: { place: PreviewPlace; id: string; turnId: string }): void {
    const conversation = this.find({ place, id });
    const live = this.live.get(conversation.id);
    if (live?.run.turnId === turnId) return live.run.stop();
    if (![...conversation.turns.values()].some((turn) => turn.id === turnId)) throw problems.notFound('The turn');
  }

  find({ place, id }: { place: PreviewPlace; id: string }): PreviewConversation {
    const found = this.#conversations.find({ place: nameOf(place), id });
    if (!found) throw chatProblems.unknownConversation();
    return found;
  }

  follow({
    conversation,
    stream,
    after,
  }: {
    conversation: PreviewConversation;
    stream: EventStream;
    after: number;
  }): void {
    stream.kept(conversation.eventsAfter(after));
    const written = this.live.get(conversation.id)?.run.output.catchUp();
    if (written) stream.live(written);
    stream.onClose(this.#bus.subscribe(conversation.id, (item) => stream.item(item)));
  }

  async drain({ deadlineMs }: { deadlineMs: number }): Promise<void> {
    this.#conversations.clear();
    await this.live.drain({ deadlineMs });
  }

  /** What the key was answered with before, or is being answered with. */
  #again(options: { conversation: PreviewConversation; key: string; bodyHash: Buffer }): ChatAnswer | undefined {
    const { conversation, key, bodyHash } = options;
    const turn = conversation.turns.get(key);
    if (!turn) return undefined;
    if (!turn.bodyHash.equals(bodyHash)) throw chatProblems.mismatch();
    const live = this.live.get(conversation.id);
    if (live?.run.turnId === turn.id)
      return { conversation: undefined, turnId: turn.id, source: { kind: 'run', run: live.run } };
    const events = conversation.eventsOf(turn.id);
    return { conversation: undefined, turnId: turn.id, source: { kind: 'kept', status: turn.status, events } };
  }

  async #planOf({ workspaceId, flowKey }: PreviewPlace) {
    const plan = await draftPlan({ store: this.#parts.store, workspaceId, key: flowKey });
    if (!plan) throw problems.notFound('The flow');
    return plan;
  }

  #contextOf(conversation: PreviewConversation) {
    return conversationContext({ ...conversation, id: conversation.id, channel: 'preview' });
  }

  async #start(options: {
    place: PreviewPlace;
    conversation: PreviewConversation;
    input: TurnInput;
    /** Null for a timer. */
    turn: { key: string; bodyHash?: Buffer } | null;
    release: Release;
  }): Promise<TurnRun> {
    const { place, conversation, input, turn, release } = options;
    const { values, ids, outside } = this.#parts;
    const { workspaceId, flowKey } = place;
    // No epoch is read here: a preview shows what is set now.
    const epoch = '';
    const env = await values.read(workspaceId);
    const turnId = turn && ids.next();
    const bodyHash = turn?.bodyHash ?? Buffer.alloc(0);
    if (turn && turnId) conversation.turns.set(turn.key, { id: turnId, bodyHash, status: 'running' });
    const output = new RunOutput({ forward: (item) => this.#bus.publish(conversation.id, item), remembers: true });
    const run = new TurnRun({
      turnId,
      conversation: this.#contextOf(conversation),
      nowMs: Date.now(),
      input,
      plan: conversation.plan,
      snapshot: conversation.snapshot,
      basis: { pins: '', version: null, hadTimer: false },
      env,
      ids,
      output,
      store: conversation.storeFor({ turnId, onTimer: (at) => this.#setTimer({ place, conversation, at }) }),
      outside: () =>
        outside.bind({
          workspaceId,
          epoch,
          flow: flowKey,
          version: null,
          conversationId: undefined,
          budget: conversation.plan.main.budget,
        }),
      past: { last: (wanted) => Promise.resolve(conversation.lastMessages(wanted)) },
      onStep: (step) => output.live(JSON.stringify({ type: 'trace', turnId, step })),
    });
    this.live.add(conversation.id, { run, workspaceId, request: turn && { key: turn.key, bodyHash } });
    run.ended.then(release, release);
    return run;
  }

  #setTimer(options: { place: PreviewPlace; conversation: PreviewConversation; at: string | null }): void {
    const { place, conversation, at } = options;
    clearTimeout(conversation.timer);
    if (at === null) return;
    const milliseconds = Math.min(Math.max(0, Date.parse(at) - Date.now()), 2 ** 31 - 1);
    conversation.timer = setTimeout(() => void this.#fire({ place, conversation }), milliseconds).unref();
  }

  async #fire({ place, conversation }: { place: PreviewPlace; conversation: PreviewConversation }): Promise<void> {
    const release = await this.#queue.enter({ conversationId: conversation.id, waitMs: WAIT_MS });
    if (!release) return;
    const until = conversation.snapshot.waiting?.waiting.until;
    if (until === undefined || Date.parse(until) > Date.now()) return release();
    await this.#start({ place, conversation, input: { kind: 'timer' }, turn: null, release });
  }
}

function nameOf({ workspaceId, flowKey }: PreviewPlace): string {
  return `${workspaceId} ${flowKey}`;
}
