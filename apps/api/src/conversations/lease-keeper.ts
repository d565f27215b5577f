import type { ConversationStore } from '@patchbay/db';
import type { Ids } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';

/** How long a conversation stays with a process that says nothing more, and how often it says so. Milliseconds. */
const LEASE_MS = 15_000;
const EXTEND_MS = 5_000;

/** Keeps the leases of this process's runs while they run. */
export class LeaseKeeper implements Drainable {
  /** Names this process in leases. */
  readonly owner: string;
  readonly leaseMs = LEASE_MS;
  readonly #store: ConversationStore;
  readonly #log: Log;
  readonly #held = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { store: ConversationStore; ids: Ids; log: Log }) {
    this.#store = options.store;
    this.#log = options.log;
    this.owner = options.ids.next();
  }

  add(conversationId: string): void {
    this.#held.add(conversationId);
    this.#timer ??= setInterval(() => void this.#extend(), EXTEND_MS).unref();
  }

  remove(conversationId: string): void {
    this.#held.delete(conversationId);
  }

  async #extend(): Promise<void> {
    if (this.#held.size === 0) return;
    const { owner, leaseMs } = this;
    await this.#store
      .extendLeases({ owner, leaseMs, conversationIds: [...this.#held] })
      .catch((error: unknown) => this.#log.warn({ err: error }, 'Leases could not be extended.'));
  }

  async drain(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
