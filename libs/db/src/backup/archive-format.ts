import { z } from 'zod';

export const ARCHIVE_FORMAT = 1;

export const tableSchema = z.object({ name: z.string(), columns: z.array(z.string()) });

/** First line of an archive: what it holds and which migrations its database had. */
export const headerSchema = z.object({
  patchbayBackup: z.literal(ARCHIVE_FORMAT),
  product: z.string(),
  at: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(tableSchema),
});
export type ArchiveHeader = z.infer<typeof headerSchema>;

/** Last line: rows by table, and the hash of all that stands before it. */
export const trailerSchema = z.object({
  end: z.literal(true),
  rows: z.record(z.string(), z.number()),
  sha256: z.string(),
});
