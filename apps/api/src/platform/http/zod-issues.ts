import type { z } from 'zod';
import type { Issue } from './problem-error.ts';

/** A zod error as issues with dotted paths: an unknown key is named by its own path, and of a union the alternative that comes closest speaks. */
export function zodIssues({
  issues,
  prefix = [],
}: {
  issues: readonly z.core.$ZodIssue[];
  prefix?: readonly PropertyKey[];
}): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: dotted([...path, key]),
        code: 'unknown_field',
        message: `"${key}" is not a field here.`,
      }));
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const closest = issue.errors.reduce((best, other) => (other.length < best.length ? other : best));
      return zodIssues({ issues: closest, prefix: path });
    }
    return [{ path: dotted(path), code: issue.code, message: issue.message }];
  });
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
