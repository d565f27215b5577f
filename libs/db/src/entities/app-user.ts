import { EntitySchema } from 'typeorm';

export interface AppUserRow {
  id: string;
  email: string;
  name: string;
  passwordHash: string | null;
  createdAt: Date;
  disabledAt: Date | null;
  preferences: { language?: string; tourSeen?: boolean };
}

export const appUserEntity = new EntitySchema<AppUserRow>({
  name: 'app_user',
  tableName: 'app_user',
  columns: {
    id: { type: 'uuid', primary: true },
    email: { type: 'text' },
    name: { type: 'text' },
    passwordHash: { name: 'password_hash', type: 'text', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
    disabledAt: { name: 'disabled_at', type: 'timestamptz', nullable: true },
    preferences: { type: 'jsonb', default: {} },
  },
});
