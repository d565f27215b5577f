import { EntitySchema } from 'typeorm';

export interface AuditEntryRow {
  id: string;
  workspaceId: string | null;
  at: Date;
  actorKind: 'user' | 'api-key' | 'system';
  actorId: string | null;
  actorName: string | null;
  action: string;
  target: string | null;
  details: Record<string, unknown>;
  address: string | null;
}

export const auditEntryEntity = new EntitySchema<AuditEntryRow>({
  name: 'audit_entry',
  tableName: 'audit_entry',
  columns: {
    id: { type: 'uuid', primary: true },
    workspaceId: { name: 'workspace_id', type: 'uuid', nullable: true },
    at: { type: 'timestamptz', default: () => 'now()' },
    actorKind: { name: 'actor_kind', type: 'text' },
    actorId: { name: 'actor_id', type: 'uuid', nullable: true },
    actorName: { name: 'actor_name', type: 'text', nullable: true },
    action: { type: 'text' },
    target: { type: 'text', nullable: true },
    details: { type: 'jsonb', default: () => "'{}'" },
    address: { type: 'text', nullable: true },
  },
});
