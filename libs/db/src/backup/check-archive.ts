import type { ArchiveHeader } from './archive-format.ts';
import { DamagedArchive } from './damaged-archive.ts';
import { readArchive } from './read-archive.ts';

/** Reads an archive to its end before anything is changed: gives its header, or throws `DamagedArchive`. */
export async function checkArchive(file: string): Promise<ArchiveHeader> {
  let header: ArchiveHeader | undefined;
  const awaited: string[] = [];
  let inTable = false;
  for await (const part of readArchive(file)) {
    switch (part.kind) {
      case 'header':
        header = part.header;
        awaited.push(...header.tables.map((table) => table.name));
        break;
      case 'table':
        if (awaited.shift() !== part.name) throw new DamagedArchive(`the table ${part.name} is not where it belongs`);
        inTable = true;
        break;
      case 'rows':
        if (!inTable) throw new DamagedArchive('there are rows of no table');
        break;
      case 'end':
        if (awaited.length > 0) throw new DamagedArchive(`the table ${awaited[0]} is missing`);
        break;
      default:
        part satisfies never;
    }
  }
  if (!header) throw new DamagedArchive('it is empty');
  return header;
}
