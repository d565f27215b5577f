import type { DraftEntryWire, DraftMember } from '@patchbay/api-contract';
import type { DraftPlace } from '../flows/draft-changes.ts';
import type { DraftSocket } from './draft-socket.ts';

/** Changes that are kept to be sent, so that not everybody who follows asks the database. */
const MOST_KEPT = 200;
const PAGE = 100;
/** How often people hear of each other at most. Milliseconds. */
const PEOPLE_MS = 40;
/** A person on another replica who was not told of for so long is gone. Milliseconds. */
const LOST_MS = 15_000;

export interface DraftRoomParts {
  place: DraftPlace;
  /** Changes after a revision, oldest first, at most so many. */
  entriesAfter: (revision: number, limit: number) => Promise<DraftEntryWire[]>;
  /** Tells the other replicas of people who are here, or are no more. */
  tellPeople: (people: { came: readonly DraftMember[]; gone: readonly string[] }) => void;
  onError: (error: unknown) => void;
}

/** All who have one draft open, of this process and of others. Changes come from the database alone, so that all hear them in one order. */
export class DraftRoom {
  readonly place: DraftPlace;
  readonly sockets = new Set<DraftSocket>();
  readonly #parts: DraftRoomParts;
  /** Contiguous, the newest last. */
  #kept: { revision: number; text: string }[] = [];
  #revision: number;
  #looking: Promise<void> | undefined;
  #again = false;
  readonly #elsewhere = new Map<string, { member: DraftMember; at: number }>();
  readonly #moved = new Set<DraftSocket>();
  readonly #came = new Map<string, DraftMember>();
  readonly #gone = new Set<string>();
  #telling: NodeJS.Timeout | undefined;

  constructor(parts: DraftRoomParts, revision: number) {
    this.#parts = parts;
    this.place = parts.place;
    this.#revision = revision;
  }

  /** The newest change that is known here. */
  get revision(): number {
    return this.#revision;
  }

  get members(): DraftMember[] {
    return [
      ...[...this.sockets].filter((socket) => socket.joined).map((socket) => socket.member),
      ...[...this.#elsewhere.values()].map(({ member }) => member),
    ];
  }

  /** Looks what has changed, and sends it. Resolves once what was committed before the call has been sent. */
  async look(): Promise<void> {
    if (this.#looking) {
      this.#again = true;
      await this.#looking;
      if (!this.#again) return;
    }
    this.#again = false;
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = undefined;
    });
    await this.#looking;
  }

  async #lookNow(): Promise<void> {
    try {
      for (;;) {
        const entries = await this.#parts.entriesAfter(this.#revision, PAGE);
        for (const entry of entries) this.#kept.push({ revision: entry.revision, text: JSON.stringify(entry) });
        this.#kept = this.#kept.slice(-MOST_KEPT);
        this.#revision = entries.at(-1)?.revision ?? this.#revision;
        if (entries.length < PAGE) break;
      }
      await Promise.all([...this.sockets].filter((socket) => socket.joined).map((socket) => this.catchUp(socket)));
    } catch (error) {
      this.#parts.onError(error);
    }
  }

  /** Sends what somebody does not have yet. */
  async catchUp(socket: DraftSocket): Promise<void> {
    while (socket.open && socket.known < this.#revision) {
      const [first] = this.#kept;
      const inMemory = first !== undefined && first.revision <= socket.known + 1;
      const next = inMemory
        ? this.#kept.filter((entry) => entry.revision > socket.known).slice(0, PAGE)
        : (await this.#parts.entriesAfter(socket.known, PAGE)).map((entry) => ({
            revision: entry.revision,
            text: JSON.stringify(entry),
          }));
      const last = next.at(-1);
      if (!last) return;
      // Another may have caught it up while the database was asked.
      if (next[0]?.revision !== socket.known + 1) continue;
      socket.known = last.revision;
      socket.sendText(`{"type":"entries","entries":[${next.map((entry) => entry.text).join(',')}]}`);
    }
  }

  /** Of somebody here: they came, moved or changed what they may. */
  moved(socket: DraftSocket): void {
    this.#moved.add(socket);
    this.#soon();
  }

  left(socket: DraftSocket): void {
    this.sockets.delete(socket);
    this.#moved.delete(socket);
    if (!socket.joined) return;
    this.#gone.add(socket.id);
    this.#soon();
  }

  /** Of somebody on another replica. */
  heard(member: DraftMember, now: number): void {
    this.#elsewhere.set(member.id, { member, at: now });
    this.#came.set(member.id, member);
    this.#soon();
  }

  heardGone(id: string): void {
    if (!this.#elsewhere.delete(id)) return;
    this.#came.delete(id);
    this.#gone.add(id);
    this.#soon();
  }

  forgetLost(now: number): void {
    for (const [id, { at }] of this.#elsewhere) if (now - at > LOST_MS) this.heardGone(id);
  }

  /** Tells the other replicas of everybody who is here. */
  retell(): void {
    const came = [...this.sockets].filter((socket) => socket.joined).map((socket) => socket.member);
    if (came.length > 0) this.#parts.tellPeople({ came, gone: [] });
  }

  sendAll(text: string): void {
    for (const socket of this.sockets) if (socket.joined) socket.sendText(text);
  }

  end(): void {
    clearTimeout(this.#telling);
    if (this.#gone.size > 0) this.#parts.tellPeople({ came: [], gone: [...this.#gone] });
  }

  #soon(): void {
    this.#telling ??= setTimeout(() => this.#tell(), PEOPLE_MS);
  }

  #tell(): void {
    this.#telling = undefined;
    const here = [...this.#moved].filter((socket) => this.sockets.has(socket)).map((socket) => socket.member);
    const gone = [...this.#gone];
    const came = [...here, ...this.#came.values()];
    const hereGone = gone.filter((id) => !this.#elsewhere.has(id));
    this.#moved.clear();
    this.#came.clear();
    this.#gone.clear();
    if (here.length > 0 || hereGone.length > 0) this.#parts.tellPeople({ came: here, gone: hereGone });
    const text = JSON.stringify({ type: 'people', came, gone });
    // Whoever is gone must be told of; where somebody points is out of date in a moment.
    for (const socket of this.sockets) if (socket.joined) socket.sendText(text, { lost: gone.length === 0 });
  }
}
