import { EntitySchema } from 'typeorm';

export interface FlowDraftRow {
  workspaceId: string;
  flowId: string;
  revision: number;
  document: string;
  updatedAt: Date;
}

export const flowDraftEntity = new EntitySchema<FlowDraftRow>({
  name: 'flow_draft',
  tableName: 'flow_draft',
  columns: {
    workspaceId: { name: 'workspace_id', type: 'uuid', primary: true },
    flowId: { name: 'flow_id', type: 'uuid', primary: true },
    revision: { type: 'integer' },
    document: { type: 'text' },
    updatedAt: { name: 'updated_at', type: 'timestamptz', default: () => 'now()' },
  },
});
