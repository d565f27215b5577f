import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import type { PatchbayDataSource } from './data-source.ts';
import { enterScope, leaveScope, type Scope } from './walls/walls.ts';

interface Current {
  manager: EntityManager;
  /** That of the work that is going on; undefined between two of them. */
  scope: Scope | undefined;
  /** Of the transaction, for all who take part in it. */
  shared: {
    /** What its statements see now. Another workspace takes its place; that of all workspaces ends with its work. */
    entered: Scope | undefined;
    /** Works in scopes come one after another. */
    last: Promise<unknown>;
    /** To be told once it is committed. */
    after: (() => void)[];
  };
}

/**
 * The only way to a transaction. Repositories ask it for the manager of the transaction they are called in, so that several of them take part in one
 * without handing anything around. A run inside a run joins it.
 */
export class TransactionRunner {
  readonly #dataSource: PatchbayDataSource;
  readonly #current = new AsyncLocalStorage<Current>();

  constructor(dataSource: PatchbayDataSource) {
    this.#dataSource = dataSource;
  }

  /** Commits when `work` resolves, rolls back and rethrows when it rejects. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#current.getStore()) return work();
    const after: (() => void)[] = [];
    return this.#dataSource
      .transaction((manager) =>
        this.#current.run(
          { manager, scope: undefined, shared: { entered: undefined, last: Promise.resolve(), after } },
          work,
        ),
      )
      .then((result) => {
        for (const tell of after) tell();
        return result;
      });
  }

  /** Calls when the running transaction has committed, and never when it does not; at once where none runs. */
  afterCommit(tell: () => void): void {
    const current = this.#current.getStore();
    if (current) current.shared.after.push(tell);
    else tell();
  }

  /** For repositories: the manager of the running transaction, or one that commits each statement. Rows of workspaces are not there for it. */
  get manager(): EntityManager {
    return this.#current.getStore()?.manager ?? this.#dataSource.manager;
  }

  /** For repositories: work on the rows of one workspace, in the running transaction or one of its own. */
  inWorkspace<Result>(workspaceId: string, work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.#scoped({ kind: 'workspace', workspaceId }, work);
  }

  /** For repositories: finds a row by the very value that names it, to learn whose it is: an address, the hash or id of a key, a person's id, a workspace's key or ids. */
  lookUp<Result>(value: string, work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.#scoped({ kind: 'lookup', value }, work);
  }

  /** For repositories: work on the rows of all workspaces. */
  across<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.#scoped({ kind: 'all' }, work);
  }

  async #scoped<Result>(scope: Scope, work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    const current = this.#current.getStore();
    if (!current) return this.#alone(scope, work);
    if (current.scope)
      return same(current.scope, scope) ? work(current.manager) : this.#inside({ current, scope, work });
    const { shared } = current;
    const mine = shared.last.then(() => this.#inside({ current, scope, work }));
    shared.last = mine.catch(() => undefined);
    return mine;
  }

  #alone<Result>(scope: Scope, work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    const after: (() => void)[] = [];
    return this.#dataSource
      .transaction(async (manager) => {
        await manager.query(enterScope({ scope, walls: this.#dataSource.walls }));
        const shared = { entered: scope, last: Promise.resolve(), after };
        return this.#current.run({ manager, scope, shared }, () => work(manager));
      })
      .then((result) => {
        for (const tell of after) tell();
        return result;
      });
  }

  async #inside<Result>(options: {
    current: Current;
    scope: Scope;
    work: (manager: EntityManager) => Promise<Result>;
  }): Promise<Result> {
    const { current, scope, work } = options;
    await this.#enter(current, scope);
    try {
      return await this.#current.run({ ...current, scope }, () => work(current.manager));
    } finally {
      // After a failed statement this fails too, and the transaction with it.
      if (current.scope || scope.kind === 'all') await this.#enter(current, current.scope).catch(() => undefined);
    }
  }

  async #enter({ manager, shared }: Current, scope: Scope | undefined): Promise<void> {
    const { entered } = shared;
    if (entered && scope && same(entered, scope)) return;
    const { walls } = this.#dataSource;
    const steps = [entered && leaveScope({ scope: entered, walls }), scope && enterScope({ scope, walls })];
    shared.entered = scope;
    await manager.query(steps.filter((step) => step !== undefined).join('; '));
  }
}

function same(one: Scope, other: Scope): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
