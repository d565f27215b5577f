import type { CompiledTemplate } from './compiled-template.ts';
import { createTemplateEngine } from './template-engine.ts';

const engine = createTemplateEngine();

/** Compiles a template with the cache of this process. Throws `TemplateError` `template.parse` or `template.limit`. */
export function compileTemplate(source: string): CompiledTemplate {
  return engine.compile(source);
}
