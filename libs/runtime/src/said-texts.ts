import { isRecord } from '@patchbay/flow-spec';
import type { RunEvent } from './run-event.ts';
import { unreadSpec } from './unread-spec.ts';

/** What the user reads of a part of a reply, a line each; nothing of what a user wrote, or what rows hold. `before` is what was read last: a component that says it again adds nothing. */
export function saidTexts({ event, before }: { event: RunEvent; before: string | undefined }): string | undefined {
  if (event.type === 'message') return event.text || undefined;
  if (event.type !== 'component') return undefined;
  const { title, text, columns, fields, options, submitLabel } = unreadSpec({ spec: event.spec, before });
  const headings = listed(columns).map((column) => column.label);
  const lines = [
    title,
    text,
    headings.filter(isText).join(' · '),
    ...listed(fields).flatMap(fieldTexts),
    ...listed(options).map((option) => option.label),
    submitLabel,
  ];
  return lines.filter(isText).join('\n') || undefined;
}

function fieldTexts({ label, help, options }: Record<string, unknown>): unknown[] {
  const labels = listed(options).map((option) => option.label);
  return [label, labels.filter(isText).join(' · '), help];
}

function listed(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
