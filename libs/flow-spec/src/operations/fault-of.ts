import type { Check } from '../checks/check-context.ts';
import { DOCUMENT_LIMITS } from '../document-limits.ts';
import { checkTree } from '../parse-json.ts';

/** The first fault of a part that is to come into a document at a level of nesting (the document is level 1): a sentence, or undefined. */
export function faultOf({
  value,
  level,
  check,
}: {
  value: unknown;
  level: number;
  check?: (part: Check) => void;
}): string | undefined {
  const tree = treeFault({ value, level });
  if (tree !== undefined) return tree;
  let fault: string | undefined;
  check?.({
    value,
    path: '',
    add: (_path, _code, message) => {
      fault ??= message;
    },
  });
  return fault;
}

function treeFault({ value, level }: { value: unknown; level: number }): string | undefined {
  const tree = checkTree({ value, depth: DOCUMENT_LIMITS.depth - level + 1 });
  if (tree?.code === 'too_deep') return `The document would be nested more than ${DOCUMENT_LIMITS.depth} levels deep.`;
  return tree?.message;
}

/** Whether a path may be made: the container that holds its last step must not be too deep. `level` is that of the container before its first step. */
export function isPathTooDeep({ path, level }: { path: readonly unknown[]; level: number }): boolean {
  return level + path.length - 1 > DOCUMENT_LIMITS.depth;
}
