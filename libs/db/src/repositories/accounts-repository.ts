import { In } from 'typeorm';
import type { TransactionRunner } from '../transaction-runner.ts';
import { type ApiKeyRow, apiKeyEntity } from '../entities/api-key.ts';
import { type AppUserRow, appUserEntity } from '../entities/app-user.ts';
import { membershipEntity } from '../entities/membership.ts';
import { sessionEntity } from '../entities/session.ts';
import { setupTokenEntity } from '../entities/setup-token.ts';
import { workspaceEntity } from '../entities/workspace.ts';

export interface MembershipOf {
  workspace: string;
  workspaceName: string;
  workspaceId: string;
  role: string;
}

export interface Member {
  user: AppUserRow;
  role: string;
}

/** People, their memberships, sessions, API keys and one-time tokens. Secrets come and go as hashes. */
export class AccountsRepository {
  readonly #runner: TransactionRunner;

  constructor(runner: TransactionRunner) {
    this.#runner = runner;
  }

  async hasAdministrator(): Promise<boolean> {
    const found = await this.#runner.across((manager) =>
      manager
        .createQueryBuilder(membershipEntity, 'm')
        .innerJoin('app_user', 'u', 'u.id = m.user_id AND u.disabled_at IS NULL')
        .where("m.role = 'admin'")
        .getCount(),
    );
    return found > 0;
  }

  findUserByEmail(email: string): Promise<AppUserRow | null> {
    return this.#runner.manager
      .createQueryBuilder(appUserEntity, 'u')
      .where('lower(u.email) = lower(:email)', { email })
      .getOne();
  }

  findUser(id: string): Promise<AppUserRow | null> {
    return this.#runner.manager.findOneBy(appUserEntity, { id });
  }

  async addUser(user: { id: string; email: string; name: string; passwordHash: string }): Promise<void> {
    await this.#runner.manager.insert(appUserEntity, user);
  }

  async changeUser({
    id,
    ...change
  }: {
    id: string;
    name?: string;
    passwordHash?: string;
    disabledAt?: Date | null;
    preferences?: AppUserRow['preferences'];
  }): Promise<void> {
    if (Object.keys(change).length > 0) await this.#runner.manager.update(appUserEntity, { id }, change);
  }

  async setMembership(membership: { workspaceId: string; userId: string; role: string }): Promise<void> {
    await this.#runner.inWorkspace(membership.workspaceId, (manager) =>
      manager.upsert(membershipEntity, membership, ['workspaceId', 'userId']),
    );
  }

  async removeMembership({ workspaceId, userId }: { workspaceId: string; userId: string }): Promise<void> {
    await this.#runner.inWorkspace(workspaceId, (manager) => manager.delete(membershipEntity, { workspaceId, userId }));
  }

  async membershipsOf(userId: string): Promise<MembershipOf[]> {
    const memberships = await this.#runner.lookUp(userId, (manager) => manager.findBy(membershipEntity, { userId }));
    const ids = memberships.map(({ workspaceId }) => workspaceId);
    if (ids.length === 0) return [];
    const workspaces = await this.#runner.lookUp(ids.join(), (manager) =>
      manager.find(workspaceEntity, { where: { id: In(ids) }, order: { key: 'ASC' } }),
    );
    const roles = new Map(memberships.map(({ workspaceId, role }) => [workspaceId, role]));
    return workspaces.map(({ id, key, name }) => ({
      workspace: key,
      workspaceName: name,
      workspaceId: id,
      role: roles.get(id) ?? 'viewer',
    }));
  }

  members(workspaceId: string): Promise<Member[]> {
    return this.#runner.inWorkspace(workspaceId, async (manager) => {
      const memberships = await manager.findBy(membershipEntity, { workspaceId });
      const users = await manager
        .createQueryBuilder(appUserEntity, 'u')
        .innerJoin('membership', 'm', 'm.user_id = u.id')
        .where('m.workspace_id = :workspaceId', { workspaceId })
        .orderBy('lower(u.email)')
        .getMany();
      return users.map((user) => ({ user, role: memberships.find((one) => one.userId === user.id)?.role ?? 'viewer' }));
    });
  }

  async addSession(session: {
    tokenHash: Buffer;
    userId: string;
    csrfHash: Buffer;
    expiresAt: Date;
    userAgent: string | null;
    address: string | null;
  }): Promise<void> {
    await this.#runner.manager.insert(sessionEntity, session);
  }

  /** The user of a session that has not expired; one who is disabled has none. */
  async userOfSession({
    tokenHash,
    idleSince,
  }: {
    tokenHash: Buffer;
    idleSince: Date;
  }): Promise<{ user: AppUserRow; lastSeenAt: Date } | undefined> {
    const session = await this.#runner.manager
      .createQueryBuilder(sessionEntity, 's')
      .where('s.token_hash = :tokenHash AND s.expires_at > now() AND s.last_seen_at > :idleSince', {
        tokenHash,
        idleSince,
      })
      .getOne();
    const user = session ? await this.findUser(session.userId) : null;
    return session && user && user.disabledAt === null ? { user, lastSeenAt: session.lastSeenAt } : undefined;
  }

  async touchSession(tokenHash: Buffer): Promise<void> {
    await this.#runner.manager.update(sessionEntity, { tokenHash }, { lastSeenAt: () => 'now()' });
  }

  async endSession(tokenHash: Buffer): Promise<void> {
    await this.#runner.manager.delete(sessionEntity, { tokenHash });
  }

  async endSessionsOf(userId: string): Promise<void> {
    await this.#runner.manager.delete(sessionEntity, { userId });
  }

  async removeExpiredSessions(): Promise<void> {
    await this.#runner.manager.createQueryBuilder().delete().from(sessionEntity).where('expires_at < now()').execute();
  }

  apiKeys(workspaceId: string): Promise<ApiKeyRow[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.find(apiKeyEntity, { where: { workspaceId }, order: { id: 'DESC' } }),
    );
  }

  findApiKey(keyHash: Buffer): Promise<ApiKeyRow | null> {
    return this.#runner.lookUp(keyHash.toString('hex'), (manager) => manager.findOneBy(apiKeyEntity, { keyHash }));
  }

  findApiKeyById(id: string): Promise<ApiKeyRow | null> {
    return this.#runner.lookUp(id, (manager) => manager.findOneBy(apiKeyEntity, { id }));
  }

  async addApiKey(key: {
    id: string;
    workspaceId: string;
    name: string;
    role: string;
    keyHash: Buffer;
    createdBy: string | null;
  }): Promise<void> {
    await this.#runner.inWorkspace(key.workspaceId, (manager) => manager.insert(apiKeyEntity, key));
  }

  async revokeApiKey({ workspaceId, id }: { workspaceId: string; id: string }): Promise<boolean> {
    const result = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder()
        .update(apiKeyEntity)
        .set({ revokedAt: () => 'now()' })
        .where('workspace_id = :workspaceId AND id = :id AND revoked_at IS NULL', { workspaceId, id })
        .execute(),
    );
    return (result.affected ?? 0) > 0;
  }

  async touchApiKey({ workspaceId, id }: { workspaceId: string; id: string }): Promise<void> {
    await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.update(apiKeyEntity, { workspaceId, id }, { lastUsedAt: () => 'now()' }),
    );
  }

  async addSetupToken(token: {
    tokenHash: Buffer;
    purpose: 'first-administrator' | 'reset';
    expiresAt: Date;
  }): Promise<void> {
    await this.#runner.manager.delete(setupTokenEntity, { purpose: token.purpose });
    await this.#runner.manager.insert(setupTokenEntity, token);
  }

  /** Uses up a token; false when it is unknown, used or expired. */
  async useSetupToken(tokenHash: Buffer): Promise<{ purpose: 'first-administrator' | 'reset' } | undefined> {
    const result = await this.#runner.manager
      .createQueryBuilder()
      .update(setupTokenEntity)
      .set({ usedAt: () => 'now()' })
      .where('token_hash = :tokenHash AND used_at IS NULL AND expires_at > now()', { tokenHash })
      .returning('purpose')
      .execute();
    const [row]: unknown[] = Array.isArray(result.raw) ? result.raw : [];
    if (typeof row !== 'object' || row === null || !('purpose' in row)) return undefined;
    return { purpose: row.purpose === 'reset' ? 'reset' : 'first-administrator' };
  }

  async workspaces(): Promise<{ key: string; name: string; createdAt: Date; members: number }[]> {
    const rows = await this.#runner.across((manager) =>
      manager
        .createQueryBuilder(workspaceEntity, 'w')
        .leftJoin('membership', 'm', 'm.workspace_id = w.id')
        .select(['w.key AS key', 'w.name AS name', 'w.created_at AS created_at', 'count(m.user_id)::int AS members'])
        .groupBy('w.id')
        .orderBy('w.key')
        .getRawMany<{ key: string; name: string; created_at: Date; members: number }>(),
    );
    return rows.map((row) => ({ key: row.key, name: row.name, createdAt: row.created_at, members: row.members }));
  }

  findWorkspace(key: string): Promise<{ id: string; key: string; name: string } | null> {
    return this.#runner.lookUp(key, (manager) => manager.findOneBy(workspaceEntity, { key }));
  }

  findWorkspaceById(id: string): Promise<{ id: string; key: string; name: string } | null> {
    return this.#runner.lookUp(id, (manager) => manager.findOneBy(workspaceEntity, { id }));
  }

  async addWorkspace(workspace: { id: string; key: string; name: string }): Promise<void> {
    await this.#runner.inWorkspace(workspace.id, (manager) =>
      manager
        .createQueryBuilder()
        .insert()
        .into(workspaceEntity)
        .values(workspace)
        .orIgnore()
        .updateEntity(false)
        .execute(),
    );
  }
}
