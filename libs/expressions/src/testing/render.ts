import type { RenderInput } from '../template/compiled-template.ts';
import { compileTemplate } from '../template/compile-template.ts';
import { TemplateError } from '../template/template-error.ts';

export const NOW = '2026-11-24T10:30:05.123Z';

/** Renders with variables, in Berlin unless said otherwise. */
export function render(source: string, vars: Record<string, unknown> = {}, input: Partial<RenderInput> = {}): unknown {
  return compileTemplate(source).render({ scope: { vars }, now: NOW, timezone: 'Europe/Berlin', ...input });
}

export function renderText(source: string, vars: Record<string, unknown> = {}): string {
  return compileTemplate(source).renderText({ scope: { vars }, now: NOW, timezone: 'Europe/Berlin' });
}

/** The error of what must fail with a `TemplateError`. */
export function templateErrorOf(run: () => unknown): TemplateError {
  let value: unknown;
  try {
    value = run();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error(`It gave ${JSON.stringify(value)?.slice(0, 200)} and should have failed.`);
}
