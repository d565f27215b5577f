import type { Duplex } from 'node:stream';
import { DRAFT_SOCKET_CLOSE, type DraftRequest } from '@patchbay/api-contract';
import type { RawServerDefault } from 'fastify';
import type { DraftsService } from '../flows/drafts.service.ts';
import { LIMITS } from '../limits/limits.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { Ids } from '../platform/ids.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';
import type { Log } from '../platform/log.ts';
import { type DraftDoor, type Handshake, refuseHandshake, type Visitor } from './draft-door.ts';
import type { DraftRoom } from './draft-room.ts';
import type { DraftRooms } from './draft-rooms.ts';
import { DraftSocket } from './draft-socket.ts';
import { type RawData, socketServer, type WebSocket } from './socket-server.ts';
import { readMessage } from './read-message.ts';

const LINGER_MS = 1_000;

interface DraftSocketsParts {
  door: DraftDoor;
  rooms: DraftRooms;
  drafts: DraftsService;
  ids: Ids;
  log: Log;
  /** Whether people are held to rates. */
  limited: boolean;
}

/** Somebody inside, with what let them in. */
interface Inside {
  socket: DraftSocket;
  room: DraftRoom;
  request: Handshake;
  visitor: Visitor;
  key: string;
}

/** The WebSockets by which drafts are edited together. */
export class DraftSockets implements Drainable {
  readonly #parts: DraftSocketsParts;
  readonly #server = socketServer({ messageBytes: LIMITS.together.messageBytes });
  readonly #inside = new Set<Inside>();
  #handshakes = 0;
  #draining = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(parts: DraftSocketsParts) {
    this.#parts = parts;
  }

  attach(server: RawServerDefault): void {
    server.on('upgrade', (request: Handshake, stream: Duplex, head: Buffer) => {
      stream.on('error', () => stream.destroy());
      void this.#handshake({ request, stream, head });
    });
    this.#timers = [
      setInterval(() => this.#beat(), LIMITS.together.beatMs).unref(),
      setInterval(() => void this.#checkAll(), LIMITS.together.checkMs).unref(),
    ];
    this.#parts.rooms.start();
  }

  async drain({ deadlineMs }: { deadlineMs: number }): Promise<void> {
    this.#draining = true;
    for (const timer of this.#timers) clearInterval(timer);
    const settled = Promise.all([...this.#inside].map(({ socket }) => socket.settled()));
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, deadlineMs).unref())]);
    // Not all at once, so that they do not come back all at once.
    for (const { socket } of this.#inside) {
      socket.send({ type: 'bye', retryMs: LIMITS.together.retryMs });
      socket.close(1012, 'Patchbay ends or starts anew.');
    }
    const sockets = [...this.#inside].map(({ socket }) => socket);
    if (sockets.length > 0) await closedWithin({ sockets, ms: Math.min(LINGER_MS, deadlineMs) });
    this.#parts.rooms.stop();
  }

  async #handshake({ request, stream, head }: { request: Handshake; stream: Duplex; head: Buffer }): Promise<void> {
    const { door, log } = this.#parts;
    if (!door.isMeant(request)) return refuseHandshake({ socket: stream, status: 404 });
    if (this.#draining || this.#handshakes >= LIMITS.together.handshakes)
      return refuseHandshake({ socket: stream, status: 503 });
    this.#handshakes += 1;
    try {
      const visitor = await door.look(request);
      if (typeof visitor === 'number') return refuseHandshake({ socket: stream, status: visitor });
      if (this.#isFull(visitor)) return refuseHandshake({ socket: stream, status: 429 });
      if (stream.destroyed) return;
      this.#server.handleUpgrade(request, stream, head, (socket) => void this.#enter({ socket, request, visitor }));
    } catch (error) {
      log.warn({ err: error }, 'A WebSocket could not be let in.');
      refuseHandshake({ socket: stream, status: 503 });
    } finally {
      this.#handshakes -= 1;
    }
  }

  #isFull({ principal }: Visitor): boolean {
    const own = [...this.#inside].filter((one) => one.visitor.principal.id === principal.id).length;
    return own >= LIMITS.together.socketsByPerson || this.#inside.size >= LIMITS.together.sockets;
  }

  async #enter({
    socket: line,
    request,
    visitor,
  }: {
    socket: WebSocket;
    request: Handshake;
    visitor: Visitor;
  }): Promise<void> {
    const { ids, rooms } = this.#parts;
    const { principal, writes, workspace, flowId } = visitor;
    const socket = new DraftSocket({ id: ids.next(), principal, writes, socket: line });
    // Faults of the line end it; what it said until then stands.
    line.on('error', () => undefined);
    const early: RawData[] = [];
    const keep = (data: RawData) => void early.push(data);
    line.on('message', keep);
    const room = await rooms.enter({ place: { workspaceId: workspace.id, flowId }, socket }).catch(() => undefined);
    if (!room) return line.close(DRAFT_SOCKET_CLOSE.gone, 'The flow was deleted.');
    const key = /\/flows\/([^/]+)\//.exec(request.url ?? '')?.[1] ?? '';
    const inside: Inside = { socket, room, request, visitor, key };
    this.#inside.add(inside);
    const leave = () => {
      if (this.#inside.delete(inside)) rooms.leave({ room, socket });
    };
    line.on('close', leave);
    line.off('message', keep);
    line.on('message', (data: RawData) => this.#take(inside, data));
    for (const data of early) this.#take(inside, data);
    if (!socket.open) leave();
  }

  #take(inside: Inside, data: RawData): void {
    const { socket } = inside;
    if (this.#parts.limited && !socket.takes())
      return socket.close(DRAFT_SOCKET_CLOSE.tooFast, 'This sends more than one person can.');
    const message = readMessage(String(data));
    if (!message) return socket.close(DRAFT_SOCKET_CLOSE.invalid, 'This is no message of a draft.');
    const { request, fault } = message;
    if (fault !== undefined) {
      if (request.type !== 'operations') return;
      return socket.send({ type: 'refused', clientId: request.clientId, status: 422, message: fault });
    }
    if (request.type === 'presence') {
      socket.presence = request.presence;
      if (socket.joined) inside.room.moved(socket);
      return;
    }
    const taken = socket.enqueue(() => this.#work(inside, request));
    if (!taken) socket.close(DRAFT_SOCKET_CLOSE.tooFast, 'Too much waits to be worked on.');
  }

  async #work(inside: Inside, request: Exclude<DraftRequest, { type: 'presence' }>): Promise<void> {
    const { log } = this.#parts;
    try {
      if (request.type === 'hello') await this.#hello(inside, request.revision);
      else await this.#apply(inside, request);
    } catch (error) {
      // Nothing is known of what became of it: the other side asks again when it comes back.
      log.warn({ err: error }, 'A message of a draft could not be worked on.');
      inside.socket.close(1011, 'Something went wrong inside Patchbay.');
    }
  }

  async #hello({ socket, room }: Inside, revision: number): Promise<void> {
    if (socket.joined) return;
    socket.known = revision;
    socket.joined = true;
    const members = room.members.filter((member) => member.id !== socket.id);
    socket.send({ type: 'welcome', you: socket.id, writes: socket.writes, members });
    room.moved(socket);
    // One that knows more than there is reads the draft anew: the database was taken back.
    await room.look();
    await room.catchUp(socket);
  }

  async #apply(inside: Inside, request: Extract<DraftRequest, { type: 'operations' }>): Promise<void> {
    const { socket, room, visitor, key } = inside;
    const { base, clientId, operations } = request;
    if (!(await this.#isAllowed(inside))) return;
    if (!socket.writes)
      return socket.send({
        type: 'refused',
        clientId,
        status: 403,
        message: 'This needs the permission "flows.write".',
      });
    try {
      const { principal, workspace } = visitor;
      const place = { workspaceId: workspace.id, key };
      const { revision, dropped } = await this.#parts.drafts.apply({
        ...place,
        principal,
        base,
        clientId,
        operations,
        merge: true,
      });
      // So that the acknowledgement comes behind the entry that it is of.
      await room.look();
      socket.send({ type: 'done', clientId, revision, dropped });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status >= 500) throw error;
      const message = error.issues?.[0]?.message ?? error.message;
      socket.send({ type: 'refused', clientId, status: error.status, message });
    }
  }

  #beat(): void {
    for (const { socket } of this.#inside) if (!socket.beat()) socket.terminate();
  }

  async #checkAll(): Promise<void> {
    for (const inside of this.#inside)
      await this.#isAllowed(inside).catch((error: unknown) =>
        this.#parts.log.debug({ err: error }, 'Rights could not be looked at; they are again in a moment.'),
      );
  }

  // Cuts off whoever may no longer be here.
  async #isAllowed({ socket, room, request }: Inside): Promise<boolean> {
    const now = await this.#parts.door.look(request);
    if (typeof now === 'number') {
      const { signedOut, forbidden, gone } = DRAFT_SOCKET_CLOSE;
      if (now === 401) socket.close(signedOut, 'The session has ended.');
      else if (now === 403) socket.close(forbidden, 'You may no longer read this flow.');
      else socket.close(gone, 'There is no such flow for you.');
      return false;
    }
    if (now.writes !== socket.writes) {
      socket.writes = now.writes;
      room.moved(socket);
    }
    return true;
  }
}

async function closedWithin({ sockets, ms }: { sockets: readonly DraftSocket[]; ms: number }): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end && sockets.some((socket) => !socket.closed))
    await new Promise((resolve) => setTimeout(resolve, 20));
  for (const socket of sockets) socket.terminate();
}
