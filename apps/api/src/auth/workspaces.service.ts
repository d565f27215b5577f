import { Inject, Injectable } from '@nestjs/common';
import { AccountsRepository, TransactionRunner } from '@patchbay/db';
import { AuditService } from '../audit/audit.service.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { type NewAccount, PeopleService } from './people.service.ts';

export interface NewWorkspace {
  key: string;
  name: string;
  administrator?: NewAccount;
}

/** Makes workspaces. Each is a tenant of its own: flows, connections, variables, people and conversations are seen in no other. */
@Injectable()
export class WorkspacesService {
  readonly #accounts: AccountsRepository;
  readonly #people: PeopleService;
  readonly #audit: AuditService;
  readonly #runner: TransactionRunner;
  readonly #ids: Ids;

  constructor(
    @Inject(AccountsRepository) accounts: AccountsRepository,
    @Inject(PeopleService) people: PeopleService,
    @Inject(AuditService) audit: AuditService,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(IDS) ids: Ids,
  ) {
    this.#accounts = accounts;
    this.#people = people;
    this.#audit = audit;
    this.#runner = runner;
    this.#ids = ids;
  }

  async list() {
    return (await this.#accounts.workspaces()).map((one) => ({ ...one, createdAt: one.createdAt.toISOString() }));
  }

  /** Makes a workspace with its administrators. 409 when the key is taken; told in its own record and in that of the first workspace. */
  async create({
    principal,
    first,
    key,
    name,
    administrator,
  }: NewWorkspace & { principal: Principal; first: WorkspaceRef }) {
    if (principal.kind !== 'user' && !administrator)
      throw problems.invalid([
        { path: 'administrator', code: 'missing', message: 'A key administers nothing by itself: name a person.' },
      ]);
    return this.#runner.run(async () => {
      const id = this.#ids.next();
      await this.#accounts.addWorkspace({ id, key, name });
      if ((await this.#accounts.findWorkspace(key))?.id !== id)
        throw problems.conflict('key_taken', `There is a workspace "${key}" already.`);
      if (principal.kind === 'user')
        await this.#accounts.setMembership({ workspaceId: id, userId: principal.id, role: 'admin' });
      const given = administrator && (await this.#people.accountFor(administrator));
      if (given) await this.#accounts.setMembership({ workspaceId: id, userId: given.id, role: 'admin' });
      for (const workspaceId of [id, first.id])
        await this.#audit.tell({
          workspaceId,
          principal,
          action: 'workspace.created',
          target: key,
          details: { ...(given ? { administrator: given.email } : {}) },
        });
      const made = (await this.list()).find((one) => one.key === key);
      if (!made) throw new Error('a workspace that was just made is missing');
      return made;
    });
  }
}
