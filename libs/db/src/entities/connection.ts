import { EntitySchema } from 'typeorm';

export interface ConnectionRow {
  workspaceId: string;
  key: string;
  kind: string;
  config: Record<string, unknown>;
  secrets: string | null;
  secretNames: string[];
  revision: number;
  createdAt: Date;
  updatedAt: Date;
}

export const connectionEntity = new EntitySchema<ConnectionRow>({
  name: 'connection',
  tableName: 'connection',
  columns: {
    workspaceId: { name: 'workspace_id', type: 'uuid', primary: true },
    key: { type: 'text', primary: true },
    kind: { type: 'text' },
    config: { type: 'jsonb' },
    secrets: { type: 'text', nullable: true },
    secretNames: { name: 'secret_names', type: 'text', array: true, default: () => "'{}'" },
    revision: { type: 'integer', default: 1 },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
    updatedAt: { name: 'updated_at', type: 'timestamptz', default: () => 'now()' },
  },
});
