import { crc32 } from 'node:zlib';

/** A ZIP archive of plain entries, in their order. */
export function zipOf(entries: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [path, body] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(body), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, body]);
    const [place, rest] = [Buffer.alloc(4), Buffer.alloc(10)];
    place.writeUInt32LE(at);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, place, path]));
    parts.push(local);
    at += local.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06'), end]);
}

/** An office document as its program writes it, as far as its type goes. `main`: its part and that part's content type. */
export function officeOf(main: [part: string, type: string], { last = false } = {}): Buffer {
  const [part, type] = main;
  const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="${type}"/></Types>`;
  return zipOf(
    last
      ? { '_rels/.rels': '<a/>', [part]: '<b/>', '[Content_Types].xml': types }
      : { '[Content_Types].xml': types, '_rels/.rels': '<a/>', [part]: '<b/>' },
  );
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
export const word: [string, string] = ['word/document.xml', `${OOXML}.wordprocessingml.document.main+xml`];
export const excel: [string, string] = ['xl/workbook.xml', `${OOXML}.spreadsheetml.sheet.main+xml`];
export const wordWithMacros: [string, string] = [
  'word/document.xml',
  'application/vnd.ms-word.document.macroEnabled.main+xml',
];

/** The smallest picture: one pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
