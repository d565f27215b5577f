import type { JsonValue } from '@patchbay/node-kit';
import { OUTBOUND_LIMITS } from './outbound-limits.ts';

/** A body as flows read it: JSON where the content type says so and it parses, else text in the character set that the content type names. */
export function responseValue({ headers, body }: { headers: Record<string, string>; body: Buffer }): JsonValue {
  const type = headers['content-type'] ?? '';
  const text = decoded({ body, charset: /charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1] });
  if (/[/+]json\b/i.test(type) && !isDeep(text)) {
    try {
      const value: JsonValue = JSON.parse(text);
      // Walking a large answer costs more than parsing it: only where its text says that there is something to find.
      return /__proto__|\\u(?:00|d[89a-f])/i.test(text) ? cleaned(value) : value;
    } catch {
      // Then it only claims to be JSON.
    }
  }
  return kept(text);
}

function decoded({ body, charset }: { body: Buffer; charset: string | undefined }): string {
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

/** Brackets within brackets beyond the limit: what follows would walk them one function call a level. */
function isDeep(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inText) {
      if (code === 0x5c) index++;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x5b || code === 0x7b) {
      depth++;
      if (depth > OUTBOUND_LIMITS.jsonDepth) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

// PostgreSQL keeps no zero characters and no halves of surrogate pairs.
function kept(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

/** Texts and names as PostgreSQL keeps them; no `__proto__`, which an assignment further on would take for the prototype. */
function cleaned(value: JsonValue): JsonValue {
  if (typeof value === 'string') return kept(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) => {
      const clean = kept(name);
      return clean === '__proto__' ? [] : [[clean, cleaned(held)]];
    }),
  );
}
