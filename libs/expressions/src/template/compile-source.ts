import { type Liquid, Output, type Template, TypeGuards, toValue, toValueSync } from 'liquidjs';
import type { CompiledTemplate, RenderInput } from './compiled-template.ts';
import { guardRanges } from './guard-ranges.ts';
import { placed } from './guarded-renderer.ts';
import { LimitPassed } from './limit-passed.ts';
import { type Path, plainParts, plainPath } from './plain-parts.ts';
import { printValue } from './print-value.ts';
import { readPath } from './read-property.ts';
import { referencesOf } from './references.ts';
import { RenderContext } from './render-context.ts';
import { parseFault, renderFault } from './template-fault.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';
import { weigh } from './weigh.ts';

/** Whether a text holds a template at all. */
export function hasTemplate(source: string): boolean {
  return source.includes('{{') || source.includes('{%');
}

/** A text without a template, which costs nothing. */
export function constantTemplate(source: string): CompiledTemplate {
  return { source, constant: true, references: [], loose: [], render: () => source, renderText: () => source };
}

/** Throws `TemplateError` `template.parse` or `template.limit`. */
export function compileSource({ liquid, source }: { liquid: Liquid; source: string }): CompiledTemplate {
  const templates = parse({ liquid, source });
  const visible = templates.filter((template) => !isBlank(template));
  const [only] = visible;
  const alone = visible.length === 1 && only instanceof Output ? only : undefined;
  const alonePath = alone && plainPath(alone);
  const parts = plainParts(templates);
  let read: ReturnType<typeof referencesOf> | undefined;
  const readOf = () => (read ??= referencesOf({ liquid, templates }));

  const renderText = guarded((input) =>
    parts ? textOf({ parts, input }) : String(renderAll({ liquid, templates, input }) ?? ''),
  );
  const renderNative = guarded((input) => {
    if (alonePath) return limited({ value: atPath({ input, path: alonePath }), made: false });
    return alone && limited({ value: valueOf({ liquid, output: alone, input }), made: true });
  });
  return {
    source,
    constant: false,
    get references() {
      return readOf().paths;
    },
    get loose() {
      return readOf().loose;
    },
    render: alone ? renderNative : renderText,
    renderText,
  };
}

function parse({ liquid, source }: { liquid: Liquid; source: string }): Template[] {
  try {
    const templates = liquid.parse(source);
    if (source.includes('..')) guardRanges(templates);
    return templates;
  } catch (error) {
    throw parseFault(error);
  }
}

function isBlank({ token }: Template): boolean {
  return TypeGuards.isHTMLToken(token) && token.getContent().trim() === '';
}

function guarded<Value>(render: (input: RenderInput) => Value): (input: RenderInput) => Value {
  return (input) => {
    try {
      return render(input);
    } catch (error) {
      throw renderFault(error);
    }
  };
}

function valueOf({ liquid, output, input }: { liquid: Liquid; output: Output; input: RenderInput }): unknown {
  try {
    return toValue(toValueSync(output.value.value(contextOf({ liquid, input }))));
  } catch (error) {
    throw placed({ error, template: output });
  }
}

function renderAll({
  liquid,
  templates,
  input,
}: {
  liquid: Liquid;
  templates: Template[];
  input: RenderInput;
}): unknown {
  return toValueSync(liquid._render(templates, contextOf({ liquid, input }), { sync: true }));
}

// A copy without a prototype: `increment` and `decrement` write into what they are given.
function contextOf({ liquid, input }: { liquid: Liquid; input: RenderInput }): RenderContext {
  const scope: object = Object.assign(Object.create(null), { now: input.now }, input.scope);
  const clock = { now: input.now, timezone: input.timezone ?? 'UTC', locale: input.locale ?? 'en-US' };
  return new RenderContext({ liquid, scope, clock });
}

function textOf({ parts, input }: { parts: readonly (string | Path)[]; input: RenderInput }): string {
  let text = '';
  for (const part of parts) {
    text += typeof part === 'string' ? part : printValue(atPath({ input, path: part }));
    if (text.length > TEMPLATE_LIMITS.outputCharacters) throw new LimitPassed();
  }
  return text;
}

function atPath({ input, path }: { input: RenderInput; path: Path }): unknown {
  const [root, ...rest] = path;
  return readPath(rootOf({ input, root }), rest);
}

function rootOf({ input, root }: { input: RenderInput; root: string | number | undefined }): unknown {
  if (root !== undefined && Object.hasOwn(input.scope, root)) return input.scope[root];
  return root === 'now' ? input.now : undefined;
}

// A list or object that is only handed on costs nothing, however large; one that the template made counts.
function limited({ value, made }: { value: unknown; made: boolean }): unknown {
  const most = TEMPLATE_LIMITS.outputCharacters;
  if ((typeof value === 'string' || made) && weigh({ value, most }) > most) throw new LimitPassed();
  return value;
}
