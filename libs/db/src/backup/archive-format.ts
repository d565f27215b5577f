import { z } from 'zod';

/*
 * An archive is gzip over: one line of JSON (the header), then frames of a kind (one byte), a length (four bytes, big endian) and that many bytes. For each table
 * one frame that names it, then its rows as COPY gives them, cut anywhere. The last frame counts the rows and hashes all that stands before it.
 */
export const ARCHIVE_FORMAT = 1;
export const FRAME_HEAD = 5;
/** Largest piece that is written, and largest that is believed when read. Bytes. */
export const LARGEST_FRAME = 1024 * 1024;
export const LARGEST_HEADER = 1024 * 1024;

export const frameKinds = { table: 0x54, rows: 0x52, end: 0x45 } as const;
export type FrameKind = keyof typeof frameKinds;

const tableSchema = z.object({
  name: z.string(),
  /** Those that hold data of their own: generated ones are left out. */
  columns: z.array(z.string()),
});
export type ArchivedTable = z.infer<typeof tableSchema>;

const sequenceSchema = z.object({ name: z.string(), value: z.string().regex(/^-?\d{1,19}$/), called: z.boolean() });
export type ArchivedSequence = z.infer<typeof sequenceSchema>;

export const headerSchema = z.object({
  patchbayBackup: z.literal(ARCHIVE_FORMAT),
  product: z.string(),
  at: z.string(),
  /** Names of the migrations that its database had. */
  migrations: z.array(z.string()),
  /** Each after those that it refers to. */
  tables: z.array(tableSchema),
  sequences: z.array(sequenceSchema),
});
export type ArchiveHeader = z.infer<typeof headerSchema>;

export const tableFrameSchema = z.object({ table: z.string() });

export const trailerSchema = z.object({
  /** By table. */
  rows: z.record(z.string(), z.number().int()),
  sha256: z.string(),
});
export type ArchiveTrailer = z.infer<typeof trailerSchema>;
