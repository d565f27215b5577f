import { EntitySchema } from 'typeorm';

export interface SessionRow {
  tokenHash: Buffer;
  userId: string;
  csrfHash: Buffer;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  userAgent: string | null;
  address: string | null;
}

export const sessionEntity = new EntitySchema<SessionRow>({
  name: 'session',
  tableName: 'session',
  columns: {
    tokenHash: { name: 'token_hash', type: 'bytea', primary: true },
    userId: { name: 'user_id', type: 'uuid' },
    csrfHash: { name: 'csrf_hash', type: 'bytea' },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
    lastSeenAt: { name: 'last_seen_at', type: 'timestamptz', default: () => 'now()' },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
    userAgent: { name: 'user_agent', type: 'text', nullable: true },
    address: { type: 'text', nullable: true },
  },
});
