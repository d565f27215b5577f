import { EntitySchema } from 'typeorm';

export interface WorkspaceVariableRow {
  workspaceId: string;
  key: string;
  value: unknown;
  updatedAt: Date;
}

export const workspaceVariableEntity = new EntitySchema<WorkspaceVariableRow>({
  name: 'workspace_variable',
  tableName: 'workspace_variable',
  columns: {
    workspaceId: { name: 'workspace_id', type: 'uuid', primary: true },
    key: { type: 'text', primary: true },
    value: { type: 'jsonb' },
    updatedAt: { name: 'updated_at', type: 'timestamptz', default: () => 'now()' },
  },
});
