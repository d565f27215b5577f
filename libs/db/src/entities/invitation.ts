import { EntitySchema } from 'typeorm';

export interface InvitationRow {
  id: string;
  workspaceId: string;
  tokenHash: Buffer;
  role: string;
  /** Whom alone it lets in; null: whoever has the link. */
  email: string | null;
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
}

export const invitationEntity = new EntitySchema<InvitationRow>({
  name: 'invitation',
  tableName: 'invitation',
  columns: {
    id: { type: 'uuid', primary: true },
    workspaceId: { name: 'workspace_id', type: 'uuid' },
    tokenHash: { name: 'token_hash', type: 'bytea', unique: true },
    role: { type: 'text' },
    email: { type: 'text', nullable: true },
    createdBy: { name: 'created_by', type: 'uuid', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
    usedAt: { name: 'used_at', type: 'timestamptz', nullable: true },
    revokedAt: { name: 'revoked_at', type: 'timestamptz', nullable: true },
  },
});
