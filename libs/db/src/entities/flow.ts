import { EntitySchema } from 'typeorm';

export interface FlowRow {
  workspaceId: string;
  id: string;
  key: string;
  name: string;
  description: string | null;
  latestVersion: number | null;
  publishedVersion: number | null;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string | null;
  deletedAt: Date | null;
}

export const flowEntity = new EntitySchema<FlowRow>({
  name: 'flow',
  tableName: 'flow',
  columns: {
    workspaceId: { name: 'workspace_id', type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    key: { type: 'text' },
    name: { type: 'text' },
    description: { type: 'text', nullable: true },
    latestVersion: { name: 'latest_version', type: 'integer', nullable: true },
    publishedVersion: { name: 'published_version', type: 'integer', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
    updatedAt: { name: 'updated_at', type: 'timestamptz', default: () => 'now()' },
    updatedBy: { name: 'updated_by', type: 'uuid', nullable: true },
    deletedAt: { name: 'deleted_at', type: 'timestamptz', nullable: true },
  },
});
