import { type AuditEntryRow, auditEntryEntity } from '../entities/audit-entry.ts';
import type { EntityManager } from 'typeorm';
import type { TransactionRunner } from '../transaction-runner.ts';

export interface NewAuditEntry {
  id: string;
  workspaceId: string | null;
  actorKind: 'user' | 'api-key' | 'system';
  actorId: string | null;
  actorName: string | null;
  action: string;
  target: string | null;
  details: Record<string, unknown>;
}

/** What administrators did. Written in the transaction of what it tells of, never changed. */
export class AuditRepository {
  readonly #runner: TransactionRunner;

  constructor(runner: TransactionRunner) {
    this.#runner = runner;
  }

  async add(entry: NewAuditEntry): Promise<void> {
    const add = (manager: EntityManager) =>
      manager
        .createQueryBuilder()
        .insert()
        .into(auditEntryEntity)
        .values({ ...entry, details: entry.details as object })
        // What belongs to no workspace is not read back.
        .updateEntity(false)
        .execute();
    const { workspaceId } = entry;
    await (workspaceId === null ? add(this.#runner.manager) : this.#runner.inWorkspace(workspaceId, add));
  }

  page({
    workspaceId,
    before,
    limit,
  }: {
    workspaceId: string;
    before: string | undefined;
    limit: number;
  }): Promise<AuditEntryRow[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) => {
      const query = manager
        .createQueryBuilder(auditEntryEntity, 'a')
        .where('a.workspace_id = :workspaceId', { workspaceId });
      if (before !== undefined) query.andWhere('a.id < :before', { before });
      return query.orderBy('a.id', 'DESC').limit(limit).getMany();
    });
  }
}
