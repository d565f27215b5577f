import { compileSource, constantTemplate, hasTemplate } from './compile-source.ts';
import type { CompiledTemplate } from './compiled-template.ts';
import { GuardedLiquid } from './guarded-liquid.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

export interface TemplateEngine {
  /** Compiles a template, or gives the one compiled before. Throws `TemplateError` `template.parse` or `template.limit`. */
  compile(source: string): CompiledTemplate;
}

/** An engine with a cache of its own, which drops what was longest unused: by number, and by the length of the sources together. */
export function createTemplateEngine({
  cachedTemplates = TEMPLATE_LIMITS.cachedTemplates,
  cachedCharacters = TEMPLATE_LIMITS.cachedCharacters,
}: {
  cachedTemplates?: number;
  cachedCharacters?: number;
} = {}): TemplateEngine {
  const cache = new Map<string, CompiledTemplate>();
  let characters = 0;
  let liquid: GuardedLiquid | undefined;
  let newest: CompiledTemplate | undefined;

  const keep = (compiled: CompiledTemplate) => {
    cache.set(compiled.source, compiled);
    characters += compiled.source.length;
    for (const source of cache.keys()) {
      if (cache.size <= cachedTemplates && characters <= cachedCharacters) break;
      cache.delete(source);
      characters -= source.length;
    }
  };
  return {
    compile(source) {
      if (newest?.source === source) return newest;
      if (!hasTemplate(source)) return constantTemplate(source);
      const known = cache.get(source);
      if (known) {
        cache.delete(source);
        cache.set(source, known);
        newest = known;
        return known;
      }
      liquid ??= new GuardedLiquid();
      const compiled = compileSource({ liquid, source });
      keep(compiled);
      newest = compiled;
      return compiled;
    },
  };
}
