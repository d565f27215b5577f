import type { DocumentIssue, Parsed } from './document-issue.ts';

/** JSON text as a value: refuses what does not parse, is too large or too deep, and the key `__proto__` anywhere. */
export function parseJson({ text, bytes, depth }: { text: string; bytes: number; depth: number }): Parsed<unknown> {
  if (text.length > bytes || new TextEncoder().encode(text).length > bytes) return refused(tooLarge(bytes));
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

export function tooLarge(bytes: number): DocumentIssue {
  return { path: '', code: 'too_large', message: `The document has more than ${bytes} bytes.` };
}

interface Part {
  value: object;
  level: number;
  /** Only a fault needs its path: it is put together then. */
  key: string;
  parent: Part | undefined;
}

/** Depth, forbidden keys and values that JSON does not have; walks without recursion, so that no depth can overflow it. */
export function checkTree({ value, depth }: { value: unknown; depth: number }): DocumentIssue | undefined {
  if (typeof value !== 'object' || value === null) return isScalar(value) ? undefined : notJson('');
  const open: Part[] = [{ value, level: 1, key: '', parent: undefined }];
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.level > depth)
      return {
        path: pathOf(part),
        code: 'too_deep',
        message: `The document is nested more than ${depth} levels deep.`,
      };
    const list = Array.isArray(part.value);
    for (const key of Object.keys(part.value)) {
      const inner: unknown = Reflect.get(part.value, key);
      if (typeof inner === 'object' && inner !== null) {
        const child = { value: inner, level: part.level + 1, key, parent: part };
        if (key === '__proto__') return forbidden(pathOf(child));
        open.push(child);
      } else if (key === '__proto__') return forbidden(pathOf({ value: part.value, level: 0, key, parent: part }));
      // A key without a value is as good as none; a list has no such item.
      else if (inner === undefined ? list : !isScalar(inner))
        return notJson(pathOf({ value: part.value, level: 0, key, parent: part }));
    }
  }
  return undefined;
}

function pathOf(part: Part): string {
  const steps: string[] = [];
  for (let at: Part | undefined = part; at?.parent; at = at.parent) steps.unshift(at.key);
  return steps.join('.');
}

function forbidden(path: string): DocumentIssue {
  return { path, code: 'forbidden_key', message: 'The key "__proto__" is not allowed.' };
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function notJson(path: string): DocumentIssue {
  return {
    path,
    code: 'not_json',
    message: 'This value cannot be written as JSON: only texts, numbers, true, false, null, lists and objects can.',
  };
}

function refused(issue: DocumentIssue): Parsed<never> {
  return { ok: false, issues: [issue] };
}
