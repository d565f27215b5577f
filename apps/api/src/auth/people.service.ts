import { Inject, Injectable } from '@nestjs/common';
import { mayGrant } from '@patchbay/access';
import type { Role } from '@patchbay/api-contract';
import { AccountsRepository, type Member, TransactionRunner } from '@patchbay/db';
import { AuditService } from '../audit/audit.service.ts';
import type { Principal } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { API_KEY_PREFIX, AuthService } from './auth.service.ts';
import { newToken, tokenHash } from './secrets.ts';

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

  async add({
    workspaceId,
    principal,
    email,
    name,
    role,
    password,
  }: In & { email: string; name: string; role: Role; password: string }) {
    await this.#checkGrant({ workspaceId, principal, role });
    return this.#runner.run(async () => {
      const user = await this.#auth.createUser({ email, name, password });
      await this.#accounts.setMembership({ workspaceId, userId: user.id, role });
      await this.#audit.tell({ workspaceId, principal, action: 'member.added', target: user.email, details: { role } });
      return shown({ user, role });
    });
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
      const members = await this.#accounts.members(workspaceId);
      const member = members.find((one) => one.user.id === id);
      if (!member) throw problems.notFound('The person');
      const losesAdmin =
        member.role === 'admin' &&
        member.user.disabledAt === null &&
        ((role !== undefined && role !== 'admin') || disabled === true);
      if (losesAdmin && members.filter((one) => one.role === 'admin' && one.user.disabledAt === null).length === 1) {
        throw problems.conflict('last_administrator', 'A workspace keeps at least one administrator.');
      }
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
      const after = (await this.#accounts.members(workspaceId)).find((one) => one.user.id === id);
      return shown(after ?? member);
    });
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
