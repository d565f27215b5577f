import { type KnownType, knownTypes } from '@patchbay/flow-spec';

const byType = new Map(knownTypes.map((known) => [known.type, known]));
/** What is a text for who knows no more of it. */
const textual = new Set(['application/xml', 'image/svg+xml']);
/** What no text holds: control characters, beside tab, line feeds, form feed and the escapes of coloured logs. */
const binary = /[\u0000-\u0008\u000B\u000E-\u001A\u001C-\u001F]/;

/** What a content is, whatever its name or its sender says; undefined for what is not taken. */
export async function contentType(content: Uint8Array): Promise<{ known: KnownType; text: string | null } | undefined> {
  // Loaded with the first file: most processes never see one, and it knows hundreds of kinds.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(content);
  if (found && !textual.has(found.mime)) {
    const known = byType.get(found.mime);
    return known && { known, text: null };
  }
  const text = textOf(content);
  const known = byType.get('text/plain');
  // A picture in SVG is a text that may hold scripts: nobody means it as a text.
  if (text === undefined || !known || isPicture(text)) return undefined;
  return { known, text };
}

function textOf(content: Uint8Array): string | undefined {
  const [first, second] = content;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(content);
    return binary.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function isPicture(text: string): boolean {
  return /<svg[\s/>]/i.test(text.slice(0, 4_096)) && /^\s*(<\?xml|<!--|<!doctype\s+svg|<svg)/i.test(text);
}
