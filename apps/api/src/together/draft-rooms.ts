import type { DraftMember } from '@patchbay/api-contract';
import type { FlowRepository } from '@patchbay/db';
import { DRAFT_SOCKET_CLOSE } from '@patchbay/api-contract';
import type { FanOut } from '../fan-out/fan-out.ts';
import type { DraftPlace } from '../flows/draft-changes.ts';
import { entryOf } from '../flows/draft-entry.ts';
import type { Log } from '../platform/log.ts';
import { DraftRoom } from './draft-room.ts';
import type { DraftSocket } from './draft-socket.ts';

/** How often the database is asked how far open drafts are: while others tell it anyway, and while they cannot. Milliseconds. */
const POLL_MS = 5_000;
const POLL_ALONE_MS = 500;

interface DraftRoomsParts {
  flows: FlowRepository;
  fanOut: FanOut;
  log: Log;
}

/** The drafts that are open in this process, and what replicas tell each other of them. */
export class DraftRooms {
  readonly #parts: DraftRoomsParts;
  readonly #rooms = new Map<string, { room: DraftRoom; unfollow: () => void }>();
  #timer: NodeJS.Timeout | undefined;
  #polledAt = 0;
  #polling = false;

  constructor(parts: DraftRoomsParts) {
    this.#parts = parts;
    parts.fanOut.onSignal((signal) => {
      if (signal.kind === 'draft') void this.#rooms.get(signal.flowId)?.room.look();
      else if (signal.kind === 'comments') this.#tellComments(signal.flowId);
      else if (signal.kind === 'person') this.#heard(signal);
      else if (signal.kind === 'hello') for (const { room } of this.#rooms.values()) room.retell();
    });
  }

  start(): void {
    this.#timer = setInterval(() => void this.#poll(), POLL_ALONE_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const { room, unfollow } of this.#rooms.values()) {
      room.end();
      unfollow();
    }
    this.#rooms.clear();
  }

  get sockets(): DraftSocket[] {
    return [...this.#rooms.values()].flatMap(({ room }) => [...room.sockets]);
  }

  /** A draft has changed here: who has it open hears of it, on all replicas. */
  changed(place: DraftPlace): void {
    void this.#rooms.get(place.flowId)?.room.look();
    if (this.#parts.fanOut.wanted(place.flowId)) this.#parts.fanOut.tell({ kind: 'draft', flowId: place.flowId });
  }

  /** Somebody has written or resolved something about the flow. */
  commented({ flowId }: DraftPlace): void {
    this.#tellComments(flowId);
    if (this.#parts.fanOut.wanted(flowId)) this.#parts.fanOut.tell({ kind: 'comments', flowId });
  }

  /** The room of a draft; undefined when there is no such flow. */
  async enter({ place, socket }: { place: DraftPlace; socket: DraftSocket }): Promise<DraftRoom | undefined> {
    const revision = await this.#parts.flows.draftRevision(place);
    if (revision === undefined) return undefined;
    const { room } = this.#rooms.get(place.flowId) ?? this.#open(place, revision);
    room.sockets.add(socket);
    return room;
  }

  leave({ room, socket }: { room: DraftRoom; socket: DraftSocket }): void {
    room.left(socket);
    if (room.sockets.size > 0) return;
    room.end();
    const { flowId } = room.place;
    if (this.#rooms.get(flowId)?.room !== room) return;
    this.#rooms.get(flowId)?.unfollow();
    this.#rooms.delete(flowId);
  }

  #open(place: DraftPlace, revision: number) {
    const { flows, fanOut, log } = this.#parts;
    const room = new DraftRoom(
      {
        place,
        entriesAfter: async (after, limit) =>
          (await flows.operationsSince({ ...place, revision: after, limit })).map(entryOf),
        tellPeople: (people) => this.#tellPeople(place, people),
        onError: (error) => log.warn({ err: error }, 'An open draft could not be looked at; it is tried again.'),
      },
      revision,
    );
    const made = { room, unfollow: fanOut.follow(place.flowId) };
    this.#rooms.set(place.flowId, made);
    return made;
  }

  #tellPeople({ flowId }: DraftPlace, { came, gone }: { came: readonly DraftMember[]; gone: readonly string[] }): void {
    const { fanOut } = this.#parts;
    if (!fanOut.wanted(flowId)) return;
    for (const member of came) fanOut.tell({ kind: 'person', flowId, id: member.id, member });
    for (const id of gone) fanOut.tell({ kind: 'person', flowId, id, member: null });
  }

  #heard({ flowId, id, member }: { flowId: string; id: string; member: DraftMember | null }): void {
    const room = this.#rooms.get(flowId)?.room;
    if (member) room?.heard(member, performance.now());
    else room?.heardGone(id);
  }

  #tellComments(flowId: string): void {
    this.#rooms.get(flowId)?.room.sendAll('{"type":"comments"}');
  }

  async #poll(): Promise<void> {
    const { fanOut, flows, log } = this.#parts;
    const every = fanOut.accompanied && !fanOut.prompt ? POLL_ALONE_MS : POLL_MS;
    const now = performance.now();
    if (this.#polling || now - this.#polledAt < every) return;
    this.#polling = true;
    this.#polledAt = now;
    try {
      for (const { room } of this.#rooms.values()) {
        room.forgetLost(now);
        room.retell();
        const revision = await flows.draftRevision(room.place);
        if (revision === undefined)
          for (const socket of room.sockets) socket.close(DRAFT_SOCKET_CLOSE.gone, 'The flow was deleted.');
        else if (revision > room.revision) await room.look();
      }
    } catch (error) {
      log.debug({ err: error }, 'Open drafts could not be looked at.');
    } finally {
      this.#polling = false;
    }
  }
}
