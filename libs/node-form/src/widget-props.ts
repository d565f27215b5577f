import type { FormField } from '@patchbay/node-kit';
import { localise } from '@patchbay/texts';
import type { ConfigIssue } from './form-context.ts';

export type Path = (string | number)[];

/** What every widget is drawn from. `onChange` with undefined removes the value, and makes what goes `along` part of the same change; `path` begins at the config. */
export interface WidgetProps {
  field: FormField;
  value: unknown;
  path: Path;
  issues: readonly ConfigIssue[];
  onChange(path: Path, value: unknown, along?: readonly { path: Path; value: unknown }[]): void;
}

/** What is said at a field: of its own path, or of all below it; the first error before a warning. */
export function messageAt({
  issues,
  path,
  below = false,
}: {
  issues: readonly ConfigIssue[];
  path: Path;
  below?: boolean;
}): Pick<ConfigIssue, 'severity' | 'message'> | undefined {
  const at = path.join('.');
  const own = issues.filter((issue) => issue.path === at || (below && issue.path.startsWith(`${at}.`)));
  const worst = own.find((issue) => issue.severity === 'error') ?? own[0];
  return worst && { severity: worst.severity, message: localise(worst.message) };
}

/** Whether a field is shown: its `when` names a field of the same object and what it must be. */
export function isVisible({ field, values }: { field: FormField; values: Record<string, unknown> }): boolean {
  const { when } = field;
  if (!when) return true;
  const actual = values[when.field];
  return Array.isArray(when.equals) ? when.equals.some((one) => one === actual) : when.equals === actual;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
