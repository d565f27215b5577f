import type { ConversationRecordStore, ConversationStore, NewEvent, ScheduleStore } from '@patchbay/db';
import type { Snapshot } from '@patchbay/runtime';
import type { StateFormats } from '../fan-out/state-formats.ts';
import type { ConversationBus } from './conversation-bus.ts';
import type { LiveRuns } from './live-runs.ts';
import { storedEvent } from './stored-event.ts';
import { eventFormats } from './event-formats.ts';
import { storedSnapshot } from './stored-snapshot.ts';

const PAGE = 200;
const AT_ONCE = 8;
const MOST_TRIES = 20;

interface ConversationCloserParts {
  store: ConversationStore;
  records: ConversationRecordStore;
  schedule: ScheduleStore;
  live: LiveRuns;
  bus: ConversationBus;
  formats: StateFormats;
}

/** Closes the conversations of a bot that is taken offline. */
export class ConversationCloser {
  readonly #parts: ConversationCloserParts;

  constructor(parts: ConversationCloserParts) {
    this.#parts = parts;
  }

  /** Closes all that are open, as `abandoned`; a run on its way ends without further word. Resolves when it is done. Safe to call again. */
  async closeAll({ workspaceId, flowId }: { workspaceId: string; flowId: string }): Promise<void> {
    let after: string | undefined;
    for (;;) {
      const ids = await this.#parts.records.openOfFlow({ workspaceId, flowId, after, limit: PAGE });
      const left = [...ids];
      const work = async () => {
        for (let id = left.shift(); id !== undefined; id = left.shift()) await this.#close({ workspaceId, id });
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      after = ids.at(-1);
      if (ids.length < PAGE) return;
    }
  }

  /** Goes on with closings that a process did not bring to their end. */
  async resume(): Promise<void> {
    for (const bot of await this.#parts.schedule.unfinishedClosings()) await this.closeAll(bot);
  }

  // The fence makes it win against a run on its way: that one's commits then change nothing.
  async #close({ workspaceId, id }: { workspaceId: string; id: string }): Promise<void> {
    const { store, live, bus, formats } = this.#parts;
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      live.get(id)?.run.abort('closed');
      const loaded = await store.loadById({ workspaceId, conversationId: id });
      const conversation = loaded?.conversation;
      if (!conversation || conversation.status === 'closed') return;
      const snapshot = storedSnapshot.read(conversation.snapshot);
      const events = closingEvents({ snapshot, episode: conversation.episode, newest: formats.writes });
      const commit = await store.settle({
        workspaceId,
        conversationId: id,
        fence: conversation.fence,
        epoch: null,
        turn: null,
        first: true,
        turnStatus: 'completed',
        events,
        opening: null,
        snapshot: storedSnapshot.write({ value: closedSnapshot(snapshot), newest: formats.writes }),
        status: 'closed',
        resolution: 'abandoned',
        episode: conversation.episode,
        turns: snapshot.turns,
        pins: conversation.pins,
        version: conversation.version,
        preview: null,
        timerAt: null,
        hadTimer: true,
        usage: [],
        effects: [],
        held: null,
        hadEffects: false,
      });
      if (commit.outcome !== 'done') continue;
      for (const [index, event] of events.entries()) {
        const seq = commit.firstSeq + index;
        bus.publish(id, { kind: 'kept', event: storedEvent({ ...event, seq, turnId: null, atMs: commit.atMs }) });
      }
      return;
    }
  }
}

function closingEvents(options: { snapshot: Snapshot; episode: number; newest: number }): NewEvent[] {
  const { snapshot, episode, newest } = options;
  const event = (type: string, fields: object): NewEvent => ({
    type,
    episode,
    body: eventFormats.write({ type, fields, newest }),
  });
  const component = snapshot.waiting?.waiting.component;
  const closed = event('conversation.closed', { resolution: 'abandoned' });
  if (component === undefined) return [closed];
  return [event('component.closed', { id: component }), closed];
}

function closedSnapshot({ waiting: _, ...snapshot }: Snapshot): Snapshot {
  return { ...snapshot, status: 'closed' };
}
