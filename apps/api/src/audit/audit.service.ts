import { Inject, Injectable } from '@nestjs/common';
import { AuditRepository } from '@patchbay/db';
import type { Principal } from '../platform/access/authenticator.ts';
import { IDS, type Ids } from '../platform/ids.ts';

/** Tells the record what an administrator does. Called inside the transaction of what is done. */
@Injectable()
export class AuditService {
  readonly #repository: AuditRepository;
  readonly #ids: Ids;

  constructor(@Inject(AuditRepository) repository: AuditRepository, @Inject(IDS) ids: Ids) {
    this.#repository = repository;
    this.#ids = ids;
  }

  async tell(entry: {
    workspaceId: string | null;
    principal: Principal | undefined;
    action: string;
    target?: string;
    details?: Record<string, unknown>;
  }): Promise<void> {
    await this.#repository.add({
      id: this.#ids.next(),
      workspaceId: entry.workspaceId,
      actorKind: entry.principal?.kind ?? 'system',
      actorId: entry.principal?.id ?? null,
      actorName: entry.principal?.name ?? null,
      action: entry.action,
      target: entry.target ?? null,
      details: entry.details ?? {},
    });
  }

  async page({ workspaceId, after, limit }: { workspaceId: string; after: string | undefined; limit: number }) {
    const rows = await this.#repository.page({ workspaceId, before: after, limit });
    return {
      entries: rows.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        actor: row.actorName,
        action: row.action,
        target: row.target,
        details: row.details,
      })),
      next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
    };
  }
}
