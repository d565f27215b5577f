import type { ConversationStore } from '@patchbay/db';
import type { Ids } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';

/** How long a conversation stays with a process that says nothing more, and how often it says so. Milliseconds. */
const LEASE_MS = 3_000;
const EXTEND_MS = 800;

/** Keeps the leases of this process's runs while they run. */
export class LeaseKeeper implements Drainable {
  /** Names this process in leases. */
  readonly owner: string;
  readonly leaseMs = LEASE_MS;
  readonly #store: ConversationStore;
  readonly #log: Log;
  readonly #held = new Map<string, () => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { store: ConversationStore; ids: Ids; log: Log }) {
    this.#store = options.store;
    this.#log = options.log;
    this.owner = options.ids.next();
  }

  /** `onLost`: another process has taken it over meanwhile. */
  add(conversationId: string, onLost: () => void): void {
    this.#held.set(conversationId, onLost);
    this.#timer ??= setInterval(() => void this.#extend(), EXTEND_MS).unref();
  }

  remove(conversationId: string): void {
    this.#held.delete(conversationId);
  }

  async #extend(): Promise<void> {
    if (this.#held.size === 0) return;
    const { owner, leaseMs } = this;
    const asked = new Map(this.#held);
    try {
      const kept = new Set(await this.#store.extendLeases({ owner, leaseMs, conversationIds: [...asked.keys()] }));
      for (const [id, onLost] of asked) if (!kept.has(id) && this.#held.get(id) === onLost) onLost();
    } catch (error) {
      this.#log.warn({ err: error }, 'Leases could not be extended.');
    }
  }

  async drain(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
