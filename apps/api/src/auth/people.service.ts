import { Inject, Injectable } from '@nestjs/common';
import { mayGrant } from '@patchbay/access';
import type { Role } from '@patchbay/api-contract';
import { AccountsRepository, type AppUserRow, type Member, TransactionRunner } from '@patchbay/db';
import { AuditService } from '../audit/audit.service.ts';
import type { Principal } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { API_KEY_PREFIX, AuthService } from './auth.service.ts';
import { newToken, tokenHash } from './secrets.ts';

/** A person to be let in: a new account, or without name and password one that is there. */
export interface NewAccount {
  email: string;
  name?: string;
  password?: string;
}

interface In {
  workspaceId: string;
  principal: Principal;
}

/** Members of a workspace and its API keys. */
@Injectable()
export class PeopleService {
  readonly #accounts: AccountsRepository;
  readonly #auth: AuthService;
  readonly #audit: AuditService;
  readonly #runner: TransactionRunner;
  readonly #ids: Ids;

  constructor(
    @Inject(AccountsRepository) accounts: AccountsRepository,
    @Inject(AuthService) auth: AuthService,
    @Inject(AuditService) audit: AuditService,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(IDS) ids: Ids,
  ) {
    this.#accounts = accounts;
    this.#auth = auth;
    this.#audit = audit;
    this.#runner = runner;
    this.#ids = ids;
  }

  async members(workspaceId: string) {
    return (await this.#accounts.members(workspaceId)).map(shown);
  }

  async add({ workspaceId, principal, role, ...account }: In & NewAccount & { role: Role }) {
    await this.#checkGrant({ workspaceId, principal, role });
    return this.#runner.run(async () => {
      const user = await this.accountFor(account);
      if ((await this.#accounts.membershipsOf(user.id)).some((one) => one.workspaceId === workspaceId))
        throw problems.conflict('already_member', 'This person is a member already.');
      await this.#accounts.setMembership({ workspaceId, userId: user.id, role });
      await this.#audit.tell({ workspaceId, principal, action: 'member.added', target: user.email, details: { role } });
      return shown({ user, role });
    });
  }

  /** The account of an address, or a new one where name and password are given. */
  async accountFor({ email, name, password }: NewAccount): Promise<AppUserRow> {
    if (name !== undefined && password !== undefined) return this.#auth.createUser({ email, name, password });
    const known = await this.#accounts.findUserByEmail(email.trim());
    if (known && name === undefined && password === undefined) return known;
    const missing = ['name', 'password'].filter((field) => (field === 'name' ? name : password) === undefined);
    throw problems.invalid(
      missing.map((path) => ({ path, code: 'missing', message: 'A new account needs a name and a password.' })),
    );
  }

  async change({
    workspaceId,
    principal,
    id,
    role,
    disabled,
    name,
  }: In & { id: string; role?: Role; disabled?: boolean; name?: string }) {
    if (role !== undefined) await this.#checkGrant({ workspaceId, principal, role });
    return this.#runner.run(async () => {
      const member = await this.#member({ workspaceId, id });
      if ((role !== undefined && role !== 'admin') || disabled === true) await this.#checkLast({ workspaceId, member });
      if (disabled !== undefined || name !== undefined) await this.#checkAlone({ workspaceId, id });
      if (role !== undefined) await this.#accounts.setMembership({ workspaceId, userId: id, role });
      await this.#accounts.changeUser({
        id,
        ...(name === undefined ? {} : { name }),
        ...(disabled === undefined ? {} : { disabledAt: disabled ? new Date() : null }),
      });
      if (disabled) await this.#accounts.endSessionsOf(id);
      await this.#audit.tell({
        workspaceId,
        principal,
        action: 'member.changed',
        target: member.user.email,
        details: { ...(role ? { role } : {}), ...(disabled === undefined ? {} : { disabled }) },
      });
      return shown(await this.#member({ workspaceId, id }));
    });
  }

  /** Takes a person out of the workspace, from their next call on. The account stays. */
  async remove({ workspaceId, principal, id }: In & { id: string }): Promise<void> {
    await this.#runner.run(async () => {
      const member = await this.#member({ workspaceId, id });
      await this.#checkLast({ workspaceId, member });
      await this.#accounts.removeMembership({ workspaceId, userId: id });
      await this.#audit.tell({ workspaceId, principal, action: 'member.removed', target: member.user.email });
    });
  }

  async #member({ workspaceId, id }: { workspaceId: string; id: string }): Promise<Member> {
    const member = (await this.#accounts.members(workspaceId)).find((one) => one.user.id === id);
    if (!member) throw problems.notFound('The person');
    return member;
  }

  async #checkLast({ workspaceId, member }: { workspaceId: string; member: Member }): Promise<void> {
    const open = (await this.#accounts.members(workspaceId)).filter(
      (one) => one.role === 'admin' && one.user.disabledAt === null,
    );
    if (open.length === 1 && open[0]?.user.id === member.user.id)
      throw problems.conflict('last_administrator', 'A workspace keeps at least one administrator.');
  }

  // An account is one in all workspaces: who administers only one of them does not close it for the others.
  async #checkAlone({ workspaceId, id }: { workspaceId: string; id: string }): Promise<void> {
    if ((await this.#accounts.membershipsOf(id)).some((one) => one.workspaceId !== workspaceId))
      throw problems.conflict(
        'member_elsewhere',
        'This person belongs to other workspaces too. Take them out of this one instead.',
      );
  }

  async apiKeys(workspaceId: string) {
    return (await this.#accounts.apiKeys(workspaceId)).map((key) => ({
      id: key.id,
      name: key.name,
      role: key.role,
      createdAt: key.createdAt.toISOString(),
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      revokedAt: key.revokedAt?.toISOString() ?? null,
    }));
  }

  async createApiKey({ workspaceId, principal, name, role }: In & { name: string; role: Role }) {
    await this.#checkGrant({ workspaceId, principal, role });
    const key = newToken(API_KEY_PREFIX);
    const id = this.#ids.next();
    await this.#runner.run(async () => {
      await this.#accounts.addApiKey({
        id,
        workspaceId,
        name,
        role,
        keyHash: tokenHash(key),
        createdBy: principal.kind === 'user' ? principal.id : null,
      });
      await this.#audit.tell({ workspaceId, principal, action: 'api-key.created', target: name, details: { role } });
    });
    return { id, key };
  }

  async revokeApiKey({ workspaceId, principal, id }: In & { id: string }) {
    await this.#runner.run(async () => {
      const known = /^[0-9a-f-]{36}$/.test(id) && (await this.#accounts.revokeApiKey({ workspaceId, id }));
      if (!known) throw problems.notFound('The API key');
      await this.#audit.tell({ workspaceId, principal, action: 'api-key.revoked', target: id });
    });
  }

  async #checkGrant({ workspaceId, principal, role }: In & { role: Role }): Promise<void> {
    const own = await this.#auth.roleIn({ principal, workspaceId });
    if (!mayGrant({ role: own, given: role }))
      throw problems.forbidden('Nobody gives away more rights than they have.');
  }
}

function shown({ user, role }: Member) {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role,
    disabled: user.disabledAt !== null,
    createdAt: user.createdAt.toISOString(),
  };
}
