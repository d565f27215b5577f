import type { FormField } from '@patchbay/node-kit';
import { localise } from '@patchbay/texts';
import type { ConfigIssue } from './form-context.ts';

export type Path = (string | number)[];

/** What every widget is drawn from. `onChange` with undefined removes the value; `path` begins at the config. */
export interface WidgetProps {
  field: FormField;
  value: unknown;
  path: Path;
  issues: readonly ConfigIssue[];
  onChange(path: Path, value: unknown): void;
}

/** The message to show at a field: that of its own path, the first error before a warning. */
export function messageAt({ issues, path }: { issues: readonly ConfigIssue[]; path: Path }): string | undefined {
  const own = issues.filter((issue) => issue.path === path.join('.'));
  const message = (own.find((issue) => issue.severity === 'error') ?? own[0])?.message;
  return message === undefined ? undefined : localise(message);
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
