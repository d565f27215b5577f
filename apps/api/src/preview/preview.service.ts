import { hash } from 'node:crypto';
import type { ChatFile, OpenPreview, TurnRequest } from '@patchbay/api-contract';
import type { UploadSettings } from '@patchbay/flow-spec';
import { initialSnapshot, type Plan } from '@patchbay/runtime';
import type { ChatAnswer } from '../conversations/chat-answer.ts';
import { chatProblems } from '../conversations/chat-problems.ts';
import { ConversationQueue, type Release } from '../conversations/conversation-queue.ts';
import type { EventStream } from '../conversations/event-stream.ts';
import { checkInput, inputOf } from '../conversations/input-of.ts';
import { localeOf, timezoneOf } from '../conversations/surroundings-of.ts';
import type { TurnRun } from '../conversations/turn-run.ts';
import { checkedFile, requireUploads } from '../files/checked-file.ts';
import type { StoredFile } from '../files/chat-files.ts';
import { fileProblems } from '../files/file-problems.ts';
import type { Upload } from '../files/read-upload.ts';
import type { Peers } from '../fan-out/peers.ts';
import { LIMITS } from '../limits/limits.ts';
import { problems } from '../platform/http/problems.ts';
import type { PinsService } from '../tests/pins.service.ts';
import { pinVerdict } from '../tests/pin-verdict.ts';
import { placeName } from '../tests/place-name.ts';
import { checkpointAt } from './checkpoint-at.ts';
import { noData, PreviewConversation } from './preview-conversation.ts';
import { PreviewConversations } from './preview-conversations.ts';
import type { PreviewPlace, PreviewRun, PreviewRunner } from './preview-runner.ts';

const WAIT_MS = 30_000;

/** Conversations with a flow's draft, for who edits it: the same engine and events, and the steps as they happen. Kept in memory, never listed. */
export class PreviewService {
  readonly #runner: PreviewRunner;
  readonly #pins: PinsService;
  readonly #peers: Peers;
  readonly #conversations = new PreviewConversations();
  readonly #queue = new ConversationQueue();

  constructor({ runner, pins, peers }: { runner: PreviewRunner; pins: PinsService; peers: Peers }) {
    this.#runner = runner;
    this.#pins = pins;
    this.#peers = peers;
  }

  async open({ place, body }: { place: PreviewPlace; body: OpenPreview }): Promise<ChatAnswer> {
    const { plan, revision } = await this.#runner.draftOf(place);
    const input = this.#beginning({ place, plan, from: body.from });
    const conversation = new PreviewConversation({
      id: this.#peers.mark(this.#runner.parts.ids.next()),
      plan,
      draftRevision: revision,
      snapshot: initialSnapshot(plan.main),
      locale: localeOf(body.locale),
      timezone: timezoneOf(body.timezone),
      onDebug: (changed) => this.#tellDebug(changed),
    });
    conversation.debug.setBreakpoints(body.breakpoints ?? []);
    if (body.from) conversation.debug.interfere('begun');
    this.#conversations.add({ place: nameOf(place), conversation });
    const release = this.#queue.tryEnter(conversation.id) ?? (() => undefined);
    const run = await this.#start({ place, conversation, input, turn: { key: ' open' }, release });
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
      const input = inputOf({
        body,
        files: conversation.files.ofMessage('text' in body ? (body.files ?? []) : []),
      });
      if (conversation.snapshot.status !== 'waiting') {
        const { plan, revision } = await this.#runner.draftOf(place);
        Object.assign(conversation, { plan, draftRevision: revision });
      }
      await checkInput({
        input,
        plan: conversation.plan,
        snapshot: conversation.snapshot,
        conversation: this.#runner.contextOf(conversation),
        env: await this.#runner.parts.values.read(place.workspaceId),
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

  /** What the draft takes along with a message, asked before a byte is read. Throws 404, and 415 where it takes nothing. */
  async uploadSettings(call: { place: PreviewPlace; id: string }): Promise<UploadSettings> {
    this.find(call);
    return requireUploads((await this.#runner.draftOf(call.place)).plan.main.uploads);
  }

  /** Keeps a file for the test's next messages. Throws 413 and 415. */
  async keepFile(call: {
    place: PreviewPlace;
    id: string;
    settings: UploadSettings;
    upload: Upload;
  }): Promise<ChatFile> {
    const file = await checkedFile(call);
    const { files } = this.find(call);
    if (this.#conversations.fileBytes + file.size > LIMITS.preview.allFileBytes) throw fileProblems.workspaceFull();
    return files.add({ id: this.#runner.parts.ids.next(), file });
  }

  file({ place, id, fileId }: { place: PreviewPlace; id: string; fileId: string }): StoredFile {
    const file = this.find({ place, id }).files.get(fileId);
    if (!file) throw problems.notFound('The file');
    return file;
  }

  stop({ place, id, turnId }: { place: PreviewPlace; id: string; turnId: string }): void {
    const conversation = this.find({ place, id });
    const live = this.#runner.live.get(conversation.id);
    if (live?.run.turnId === turnId) return live.run.stop();
    if (![...conversation.turns.values()].some((turn) => turn.id === turnId)) throw problems.notFound('The turn');
  }

  find({ place, id }: { place: PreviewPlace; id: string }): PreviewConversation {
    const found = this.#conversations.find({ place: nameOf(place), id });
    if (!found) throw chatProblems.unknownConversation();
    return found;
  }

  /** Whether a turn is on its way. */
  isRunning(conversation: PreviewConversation): boolean {
    return this.#runner.live.get(conversation.id) !== undefined;
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
    // Steps of what is told, too: who comes late, or again, may have missed them.
    for (const json of conversation.stepsAfter(after)) stream.live(json);
    stream.kept(conversation.eventsAfter(after));
    stream.live(this.#debugEvent(conversation));
    const written = this.#runner.live.get(conversation.id)?.run.output.catchUp();
    if (written) stream.live(written);
    stream.onClose(this.#runner.bus.subscribe(conversation.id, (item) => stream.item(item)));
  }

  async drain({ deadlineMs }: { deadlineMs: number }): Promise<void> {
    this.#conversations.clear();
    await this.#runner.live.drain({ deadlineMs });
  }

  /** What the key was answered with before, or is being answered with. */
  #again(options: { conversation: PreviewConversation; key: string; bodyHash: Buffer }): ChatAnswer | undefined {
    const { conversation, key, bodyHash } = options;
    const turn = conversation.turns.get(key);
    if (!turn) return undefined;
    if (!turn.bodyHash.equals(bodyHash)) throw chatProblems.mismatch();
    const live = this.#runner.live.get(conversation.id);
    if (live?.run.turnId === turn.id)
      return { conversation: undefined, turnId: turn.id, source: { kind: 'run', run: live.run } };
    const events = conversation.eventsOf(turn.id);
    return { conversation: undefined, turnId: turn.id, source: { kind: 'kept', status: turn.status, events } };
  }

  #beginning({
    place,
    plan,
    from,
  }: {
    place: PreviewPlace;
    plan: Plan;
    from: OpenPreview['from'];
  }): PreviewRun['input'] {
    if (!from) return { kind: 'opened' };
    const { nodeId } = from;
    const before = from.conversationId === undefined ? undefined : this.find({ place, id: from.conversationId });
    if (!plan.main.node(nodeId))
      throw problems.invalid([
        { path: 'from.nodeId', code: 'unknown_node', message: `The draft has no node "${nodeId}".` },
      ]);
    return {
      kind: 'resumed',
      checkpoint: checkpointAt({ plan, nodeId, data: before?.dataAt(nodeId) ?? before?.data ?? noData }),
    };
  }

  async #start(options: Omit<PreviewRun, 'direct' | 'onTimer'>): Promise<TurnRun> {
    const { place, conversation } = options;
    const { debug } = conversation;
    debug.begin();
    const main = conversation.plan.main.key;
    const pins = await this.#pins.ofFlows({
      workspaceId: place.workspaceId,
      main,
      keys: [...conversation.plan.flows.keys()],
    });
    const run = await this.#runner.start({
      ...options,
      async direct(at, current) {
        const direction = await debug.direct({ at, turnId: current.turnId, reached: () => current.showNow() });
        const pin = direction.kind === 'run' && pins.get(placeName({ ...at, main }));
        return pin ? { ...direction, kind: 'instead', verdict: pinVerdict(pin) } : direction;
      },
      onTimer: (at) => this.#setTimer({ place, conversation, at }),
    });
    debug.running();
    const rest = () => {
      debug.rest();
      this.#tellDebug(conversation, run);
    };
    run.ended.then(rest, rest);
    return run;
  }

  #debugEvent(conversation: PreviewConversation): string {
    const state = conversation.debugState({ running: this.isRunning(conversation) });
    return JSON.stringify({ type: 'debug', ...state });
  }

  // A turn's own stream tells it too: that of an opening is the only one there is until the turn has ended.
  #tellDebug(conversation: PreviewConversation, run = this.#runner.live.get(conversation.id)?.run): void {
    const json = this.#debugEvent(conversation);
    if (run) run.output.state(json);
    else this.#runner.bus.publish(conversation.id, { kind: 'live', json });
  }

  #setTimer(options: { place: PreviewPlace; conversation: PreviewConversation; at: string | null }): void {
    const { place, conversation, at } = options;
    clearTimeout(conversation.timer);
    if (at === null) return;
    const milliseconds = Math.min(Math.max(0, Date.parse(at) - Date.now()), 2 ** 31 - 1);
    conversation.timer = setTimeout(() => void this.#fire({ place, conversation }), milliseconds).unref();
  }

  async #fire({ place, conversation }: { place: PreviewPlace; conversation: PreviewConversation }): Promise<void> {
    const release: Release | undefined = await this.#queue.enter({ conversationId: conversation.id, waitMs: WAIT_MS });
    if (!release) return;
    const until = conversation.snapshot.waiting?.waiting.until;
    if (until === undefined || Date.parse(until) > Date.now()) return release();
    await this.#start({ place, conversation, input: { kind: 'timer' }, turn: null, release });
  }
}

function nameOf({ workspaceId, flowKey }: PreviewPlace): string {
  return `${workspaceId} ${flowKey}`;
}
