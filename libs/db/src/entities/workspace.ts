import { EntitySchema } from 'typeorm';

export interface WorkspaceRow {
  id: string;
  key: string;
  name: string;
  epoch: string;
  createdAt: Date;
}

export const workspaceEntity = new EntitySchema<WorkspaceRow>({
  name: 'workspace',
  tableName: 'workspace',
  columns: {
    id: { type: 'uuid', primary: true },
    key: { type: 'text', unique: true },
    name: { type: 'text' },
    epoch: { type: 'bigint', default: 1 },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
});
