import { LiquidError } from 'liquidjs';
import { limitOf } from './limit-passed.ts';
import { TemplateError } from './template-error.ts';

/** What went wrong while a template was read. */
export function parseFault(error: unknown): TemplateError {
  if (error instanceof TemplateError) return error;
  return limitOf(error)
    ? new TemplateError({ code: 'template.limit', message: 'The template is too long or nested too deep.' })
    : fault({ code: 'template.parse', error });
}

/** What went wrong while a template was rendered. */
export function renderFault(error: unknown): TemplateError {
  if (error instanceof TemplateError) return error;
  const limit = limitOf(error);
  return limit
    ? new TemplateError({ code: 'template.limit', message: limit.message })
    : fault({ code: 'template.render', error });
}

function fault({ code, error }: { code: 'template.parse' | 'template.render'; error: unknown }): TemplateError {
  const text = error instanceof Error ? error.message : String(error);
  const message = text.replace(/, line:\d+, col:\d+$/, '');
  if (!LiquidError.is(error)) return new TemplateError({ code, message });
  const [line, column] = error.token.getPosition();
  return new TemplateError({ code, message, line, column });
}
