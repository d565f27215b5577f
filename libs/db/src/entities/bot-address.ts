import { EntitySchema } from 'typeorm';

export interface BotAddressRow {
  address: string;
  workspaceId: string;
  flowId: string;
  online: boolean;
  openConversations: 'finish' | 'close';
  policy: Record<string, unknown>;
  updatedAt: Date;
}

export const botAddressEntity = new EntitySchema<BotAddressRow>({
  name: 'bot_address',
  tableName: 'bot_address',
  columns: {
    address: { type: 'text', primary: true },
    workspaceId: { name: 'workspace_id', type: 'uuid' },
    flowId: { name: 'flow_id', type: 'uuid' },
    online: { type: 'boolean' },
    openConversations: { name: 'open_conversations', type: 'text', default: () => "'finish'" },
    policy: { type: 'jsonb', default: () => "'{}'" },
    updatedAt: { name: 'updated_at', type: 'timestamptz', default: () => 'now()' },
  },
});
