import type { PublishedFlowStore } from '@patchbay/db';
import type { JsonValue } from '@patchbay/node-kit';
import type { AdvanceOptions, Director } from '@patchbay/runtime';
import { shown } from '../conversations/censored.ts';
import { InProcessBus } from '../conversations/conversation-bus.ts';
import type { Release } from '../conversations/conversation-queue.ts';
import { LiveRuns } from '../conversations/live-runs.ts';
import type { OutsideServicesFactory } from '../conversations/outside-services.ts';
import { RunOutput } from '../conversations/run-output.ts';
import { conversationContext } from '../conversations/run-starter.ts';
import { TurnRun } from '../conversations/turn-run.ts';
import type { WorkspaceValues } from '../conversations/workspace-values.ts';
import { LIMITS } from '../limits/limits.ts';
import { problems } from '../platform/http/problems.ts';
import type { Ids } from '../platform/ids.ts';
import { type Draft, readDraft } from './draft-plans.ts';
import type { PreviewConversation } from './preview-conversation.ts';

/** Where a preview is: a workspace's flow. */
export interface PreviewPlace {
  workspaceId: string;
  flowKey: string;
}

export interface PreviewParts {
  store: PublishedFlowStore;
  values: WorkspaceValues;
  outside: OutsideServicesFactory;
  ids: Ids;
}

export interface PreviewRun {
  place: PreviewPlace;
  conversation: PreviewConversation;
  input: AdvanceOptions['input'];
  /** Null for a timer. */
  turn: { key: string; bodyHash?: Buffer } | null;
  release: Release;
  /** Its time, now unless it is told. */
  nowMs?: number;
  /** Asked before each visit. `run` is there by then. */
  direct(at: Parameters<Director>[0], run: TurnRun): ReturnType<Director>;
  /** Told when the next timer is due, ISO; null for none. */
  onTimer(at: string | null): void;
}

/** Runs drafts on conversations that are kept in memory: previews, single nodes, test cases, replays. */
export class PreviewRunner {
  readonly live = new LiveRuns();
  readonly bus = new InProcessBus();
  readonly parts: PreviewParts;

  constructor(parts: PreviewParts) {
    this.parts = parts;
  }

  /** The draft as it stands now. Throws 404 for an unknown flow. */
  async draftOf({ workspaceId, flowKey }: PreviewPlace): Promise<Draft> {
    const draft = await readDraft({ store: this.parts.store, workspaceId, key: flowKey });
    if (!draft) throw problems.notFound('The flow');
    return draft;
  }

  contextOf(conversation: PreviewConversation) {
    return conversationContext({ ...conversation, id: conversation.id, channel: 'preview' });
  }

  async start({ place, conversation, input, turn, release, nowMs, direct, onTimer }: PreviewRun): Promise<TurnRun> {
    const { values, ids, outside } = this.parts;
    const { workspaceId, flowKey } = place;
    // No epoch is read here: a preview shows what is set now.
    const epoch = '';
    const env = await values.read(workspaceId);
    const turnId = turn && ids.next();
    const bodyHash = turn?.bodyHash ?? Buffer.alloc(0);
    if (turn && turnId) conversation.turns.set(turn.key, { id: turnId, bodyHash, status: 'running' });
    conversation.beginRun(turnId);
    const output = new RunOutput({ forward: (item) => this.bus.publish(conversation.id, item), remembers: true });
    const { stepText: text, stepItems: items } = LIMITS.preview;
    const run: TurnRun = new TurnRun({
      turnId,
      conversation: this.contextOf(conversation),
      nowMs: nowMs ?? Date.now(),
      input,
      plan: conversation.plan,
      snapshot: conversation.snapshot,
      basis: { pins: '', version: null, hadTimer: false },
      env,
      ids,
      output,
      store: conversation.storeFor({ turnId, onTimer }),
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
      // The context hands JSON alone to its censor.
      censor: (value, cut) => (value === undefined ? undefined : shown(value as JsonValue, { text, items }, cut)),
      direct: async (at) => {
        // The run asks while it is being made.
        await Promise.resolve();
        conversation.remember(at);
        return direct(at, run);
      },
      onStep: (step) => output.live(conversation.tell(turnId, step)),
    });
    this.live.add(conversation.id, { run, workspaceId, request: turn && { key: turn.key, bodyHash } });
    run.ended.then(release, release);
    return run;
  }
}
