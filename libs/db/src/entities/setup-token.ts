import { EntitySchema } from 'typeorm';

export interface SetupTokenRow {
  tokenHash: Buffer;
  purpose: 'first-administrator' | 'reset';
  userId: string | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

export const setupTokenEntity = new EntitySchema<SetupTokenRow>({
  name: 'setup_token',
  tableName: 'setup_token',
  columns: {
    tokenHash: { name: 'token_hash', type: 'bytea', primary: true },
    purpose: { type: 'text' },
    userId: { name: 'user_id', type: 'uuid', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
    usedAt: { name: 'used_at', type: 'timestamptz', nullable: true },
  },
});
