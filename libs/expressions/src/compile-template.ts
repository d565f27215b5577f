import { type Liquid, type Template, TokenKind } from 'liquidjs';
import { clockGlobals, createLiquid } from './template-engine.ts';
import { TemplateError } from './template-error.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';
import { knownTimezone } from './zoned-time.ts';

/** What a render is given. `scope` holds plain JSON: `vars`, `user`, `message`, `nodes`, `conversation`, `flow`, `env`; `now` is ISO UTC and stands still. */
export interface RenderInput {
  scope: Readonly<Record<string, unknown>>;
  now: string;
  timezone?: string;
}

export interface CompiledTemplate {
  readonly source: string;
  /** Whether it is text alone, the same at every render. */
  readonly constant: boolean;
  /** What it reads of the scope, as far as that is known without rendering: `['vars', 'order', 'amount']`. */
  readonly references: readonly (readonly string[])[];
  /** The native value when the template is exactly one output tag, else its text. Throws `TemplateError` `template.render` or `template.limit`. */
  render(input: RenderInput): unknown;
  /** Its text, whatever it is. */
  renderText(input: RenderInput): string;
}

let textEngine: Liquid | undefined;
let nativeEngine: Liquid | undefined;
const cache = new Map<string, CompiledTemplate>();

/** Whether a text holds a template at all. */
export function hasTemplate(source: string): boolean {
  return source.includes('{{') || source.includes('{%');
}

/** Compiles a template, or gives the one compiled before. Throws `TemplateError` `template.parse`. */
export function compileTemplate(source: string): CompiledTemplate {
  const known = cache.get(source);
  if (known) return known;
  const compiled = hasTemplate(source) ? compile(source) : constant(source);
  if (cache.size >= TEMPLATE_LIMITS.cachedTemplates)
    for (const key of [...cache.keys()].slice(0, 500)) cache.delete(key);
  cache.set(source, compiled);
  return compiled;
}

function constant(source: string): CompiledTemplate {
  return { source, constant: true, references: [], render: () => source, renderText: () => source };
}

function compile(source: string): CompiledTemplate {
  textEngine ??= createLiquid({ native: false });
  nativeEngine ??= createLiquid({ native: true });
  const templates = parse({ engine: textEngine, source });
  const trimmed = parse({ engine: nativeEngine, source: source.trim() });
  const alone = trimmed.length === 1 && trimmed[0]?.token.kind === TokenKind.Output ? trimmed : undefined;
  const engines = { text: textEngine, native: nativeEngine };
  let references: (readonly string[])[] | undefined;

  const renderText = (input: RenderInput) => {
    const value = run({ engine: engines.text, templates, input });
    const text = typeof value === 'string' ? value : String(value ?? '');
    if (text.length > TEMPLATE_LIMITS.outputCharacters)
      throw new TemplateError({ code: 'template.limit', message: 'The template gives more than 1 MB of text.' });
    return text;
  };
  return {
    source,
    constant: false,
    get references() {
      references ??= referencesOf({ engine: engines.text, templates });
      return references;
    },
    renderText,
    render: (input) => {
      if (!alone) return renderText(input);
      const value = run({ engine: engines.native, templates: alone, input });
      if (typeof value === 'string' && value.length > TEMPLATE_LIMITS.outputCharacters) {
        throw new TemplateError({ code: 'template.limit', message: 'The template gives more than 1 MB of text.' });
      }
      return value;
    },
  };
}

function parse({ engine, source }: { engine: Liquid; source: string }): Template[] {
  try {
    return engine.parse(source);
  } catch (error) {
    throw parseError(error);
  }
}

function parseError(error: unknown): TemplateError {
  const message = error instanceof Error ? error.message : String(error);
  const place = /, line:(\d+), col:(\d+)/.exec(message);
  return new TemplateError({
    code: /limit exceeded/.test(message) ? 'template.limit' : 'template.parse',
    message: message.replace(/, line:\d+, col:\d+.*$/s, ''),
    line: place ? Number(place[1]) : undefined,
    column: place ? Number(place[2]) : undefined,
  });
}

function run({ engine, templates, input }: { engine: Liquid; templates: Template[]; input: RenderInput }): unknown {
  try {
    return engine.renderSync(templates, scopeOf(input), {
      globals: clockGlobals({ now: input.now, timezone: knownTimezone(input.timezone) }),
      templateLimit: TEMPLATE_LIMITS.templateUnits,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const limit = /limit exceeded|Invalid string length|call stack|too long/i.test(message);
    throw new TemplateError({
      code: limit ? 'template.limit' : 'template.render',
      message: limit
        ? 'The template takes too long or grows too large.'
        : message.replace(/, line:\d+, col:\d+.*$/s, ''),
    });
  }
}

// The engine writes what `assign` and `capture` make into a layer of its own, so the scope is handed in as it is; `now` is a part of it.
function scopeOf(input: RenderInput): object {
  return 'now' in input.scope ? input.scope : { ...input.scope, now: input.now };
}

function referencesOf({ engine, templates }: { engine: Liquid; templates: Template[] }): string[][] {
  return engine.globalVariableSegmentsSync(templates, { partials: false }).map((segments) => {
    const path: string[] = [];
    for (const segment of segments) {
      if (typeof segment !== 'string' && typeof segment !== 'number') break;
      path.push(String(segment));
    }
    return path;
  });
}
