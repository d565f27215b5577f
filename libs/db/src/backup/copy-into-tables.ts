import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ArchivedTable } from './archive-format.ts';
import { DamagedArchive } from './damaged-archive.ts';
import { quoted } from './quoted.ts';
import { type ArchivePart, readArchive } from './read-archive.ts';

/** Copies all rows of an archive into their tables, which must be empty. Throws `DamagedArchive` when it is not the archive that was checked. */
export async function copyIntoTables({
  client,
  file,
  log,
}: {
  client: pg.Client;
  file: string;
  log: ((text: string) => void) | undefined;
}): Promise<number> {
  const parts = readArchive(file);
  const copied: Record<string, number> = {};
  let tables: ArchivedTable[] = [];
  try {
    let part = await nextOf(parts);
    while (part.kind !== 'end') {
      if (part.kind === 'header') {
        tables = part.header.tables;
        part = await nextOf(parts);
        continue;
      }
      const name = part.kind === 'table' ? part.name : undefined;
      const table = tables.find((one) => one.name === name);
      if (!table) throw new DamagedArchive('there are rows of no table');
      const rows = new TableRows(parts);
      const target = client.query(
        copyFrom(`COPY public.${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) FROM STDIN`),
      );
      await pipeline(Readable.from(rows.bytes(), { objectMode: false }), target);
      copied[table.name] = target.rowCount;
      log?.(`${table.name}: ${target.rowCount} rows`);
      part = rows.after();
    }
    for (const [name, count] of Object.entries(part.trailer.rows))
      if (copied[name] !== count) throw new DamagedArchive(`the table ${name} lacks rows`);
    return Object.values(copied).reduce((sum, count) => sum + count, 0);
  } finally {
    await parts.return();
  }
}

/** The rows of one table out of an archive, and the part that stands after them. */
class TableRows {
  readonly #parts: AsyncGenerator<ArchivePart, void>;
  #after: ArchivePart | undefined;

  constructor(parts: AsyncGenerator<ArchivePart, void>) {
    this.#parts = parts;
  }

  async *bytes(): AsyncGenerator<Buffer> {
    for (;;) {
      const part = await nextOf(this.#parts);
      if (part.kind === 'rows') yield part.bytes;
      else {
        this.#after = part;
        return;
      }
    }
  }

  after(): ArchivePart {
    if (!this.#after) throw new DamagedArchive('it is cut short');
    return this.#after;
  }
}

async function nextOf(parts: AsyncGenerator<ArchivePart, void>): Promise<ArchivePart> {
  const next = await parts.next();
  if (next.done) throw new DamagedArchive('it is cut short');
  return next.value;
}
