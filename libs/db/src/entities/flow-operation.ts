import { EntitySchema } from 'typeorm';

export interface FlowOperationRow {
  workspaceId: string;
  flowId: string;
  revision: number;
  kind: 'create' | 'operations' | 'put' | 'import' | 'rollback' | 'undo';
  clientId: string;
  operations: string;
  inverse: string;
  /** JSON: a list of `{ operation, revision }`. */
  collisions: string;
  byUser: string | null;
  byName: string | null;
  at: Date;
}

export const flowOperationEntity = new EntitySchema<FlowOperationRow>({
  name: 'flow_operation',
  tableName: 'flow_operation',
  columns: {
    workspaceId: { name: 'workspace_id', type: 'uuid', primary: true },
    flowId: { name: 'flow_id', type: 'uuid', primary: true },
    revision: { type: 'integer', primary: true },
    kind: { type: 'text' },
    clientId: { name: 'client_id', type: 'text' },
    operations: { type: 'text' },
    inverse: { type: 'text' },
    collisions: { type: 'text', default: '[]' },
    byUser: { name: 'by_user', type: 'uuid', nullable: true },
    byName: { name: 'by_name', type: 'text', nullable: true },
    at: { type: 'timestamptz', default: () => 'now()' },
  },
});
