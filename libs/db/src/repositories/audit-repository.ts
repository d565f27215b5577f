import { type AuditEntryRow, auditEntryEntity } from '../entities/audit-entry.ts';
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
    await this.#runner.manager
      .createQueryBuilder()
      .insert()
      .into(auditEntryEntity)
      .values({ ...entry, details: entry.details as object })
      .execute();
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
    const query = this.#runner.manager
      .createQueryBuilder(auditEntryEntity, 'a')
      .where('a.workspace_id = :workspaceId', { workspaceId });
    if (before !== undefined) query.andWhere('a.id < :before', { before });
    return query.orderBy('a.id', 'DESC').limit(limit).getMany();
  }
}
