import { EntitySchema } from 'typeorm';

export interface MembershipRow {
  workspaceId: string;
  userId: string;
  role: string;
  createdAt: Date;
}

export const membershipEntity = new EntitySchema<MembershipRow>({
  name: 'membership',
  tableName: 'membership',
  columns: {
    workspaceId: { name: 'workspace_id', type: 'uuid', primary: true },
    userId: { name: 'user_id', type: 'uuid', primary: true },
    role: { type: 'text' },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
});
