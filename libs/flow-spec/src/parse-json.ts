import type { DocumentIssue, Parsed } from './document-issue.ts';

/** JSON text as a value: refuses what does not parse, is too large or too deep, and the key `__proto__` anywhere. */
export function parseJson({ text, bytes, depth }: { text: string; bytes: number; depth: number }): Parsed<unknown> {
  if (text.length > bytes || new TextEncoder().encode(text).length > bytes) {
    return refused({ path: '', code: 'too_large', message: `The document has more than ${bytes} bytes.` });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused({
      path: '',
      code: 'not_json',
      message: `This is not JSON: ${error instanceof Error ? error.message : 'it does not parse'}`,
    });
  }
  const issue = checkTree({ value, depth });
  return issue ? refused(issue) : { ok: true, value };
}

/** Depth and forbidden keys of a JSON value; walks without recursion, so that no depth can overflow it. */
export function checkTree({ value, depth }: { value: unknown; depth: number }): DocumentIssue | undefined {
  const open: { value: unknown; level: number; path: string }[] = [{ value, level: 1, path: '' }];
  for (let item = open.pop(); item; item = open.pop()) {
    if (typeof item.value !== 'object' || item.value === null) continue;
    if (item.level > depth)
      return { path: item.path, code: 'too_deep', message: `The document is nested more than ${depth} levels deep.` };
    for (const [key, inner] of Object.entries(item.value)) {
      const path = item.path ? `${item.path}.${key}` : key;
      if (key === '__proto__') return { path, code: 'forbidden_key', message: 'The key "__proto__" is not allowed.' };
      if (typeof inner === 'object' && inner !== null) open.push({ value: inner, level: item.level + 1, path });
    }
  }
  return undefined;
}

function refused(issue: DocumentIssue): Parsed<never> {
  return { ok: false, issues: [issue] };
}
