import { EntitySchema } from 'typeorm';

export interface FlowVersionRow {
  workspaceId: string;
  flowId: string;
  version: number;
  document: string;
  compiled: string;
  subflows: string[];
  documentHash: Buffer | null;
  note: string | null;
  publishedBy: string | null;
  publishedByName: string | null;
  at: Date;
}

export const flowVersionEntity = new EntitySchema<FlowVersionRow>({
  name: 'flow_version',
  tableName: 'flow_version',
  columns: {
    workspaceId: { name: 'workspace_id', type: 'uuid', primary: true },
    flowId: { name: 'flow_id', type: 'uuid', primary: true },
    version: { type: 'integer', primary: true },
    document: { type: 'text' },
    compiled: { type: 'text' },
    subflows: { type: 'text', array: true, default: () => "'{}'" },
    documentHash: { name: 'document_hash', type: 'bytea', nullable: true },
    note: { type: 'text', nullable: true },
    publishedBy: { name: 'published_by', type: 'uuid', nullable: true },
    publishedByName: { name: 'published_by_name', type: 'text', nullable: true },
    at: { type: 'timestamptz', default: () => 'now()' },
  },
});
