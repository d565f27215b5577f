import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * The only way to a transaction. Repositories ask it for the manager of the transaction they are called in, so that several of them take part in one
 * without handing anything around. A run inside a run joins it.
 */
export class TransactionRunner {
  readonly #dataSource: DataSource;
  readonly #current = new AsyncLocalStorage<EntityManager>();

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** Commits when `work` resolves, rolls back and rethrows when it rejects. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#current.getStore()) return work();
    return this.#dataSource.transaction((manager) => this.#current.run(manager, work));
  }

  /** For repositories: the manager of the running transaction, or one that commits each statement. */
  get manager(): EntityManager {
    return this.#current.getStore() ?? this.#dataSource.manager;
  }
}
