import { EntitySchema } from 'typeorm';

export interface SettingRow {
  key: string;
  value: unknown;
  updatedAt: Date;
}

export const settingEntity = new EntitySchema<SettingRow>({
  name: 'setting',
  tableName: 'setting',
  columns: {
    key: { type: 'text', primary: true },
    value: { type: 'jsonb' },
    updatedAt: { name: 'updated_at', type: 'timestamptz', default: () => 'now()' },
  },
});
