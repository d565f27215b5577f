import {
  type CompiledTemplate,
  compileTemplate,
  hasTemplate,
  type RenderInput,
  TemplateError,
} from '@patchbay/expressions';

/** A value of a config with the templates anywhere inside it compiled once. */
export type CompiledValue =
  | { constant: true; value: unknown }
  /** Native values are kept. Throws `TemplateError`. */
  | { constant: false; render(input: RenderInput): unknown };

export function compileValue(value: unknown): CompiledValue {
  if (typeof value === 'string') return hasTemplate(value) ? compileText(value) : { constant: true, value };
  if (Array.isArray(value)) {
    const items = value.map(compileValue);
    if (items.every((item) => item.constant)) return { constant: true, value };
    return { constant: false, render: (input) => items.map((item) => rendered(item, input)) };
  }
  if (typeof value === 'object' && value !== null) {
    // A plain assignment to this name would set the prototype.
    const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
    const fields = entries.map(([key, item]): [string, CompiledValue] => [key, compileValue(item)]);
    if (fields.every(([, field]) => field.constant)) return { constant: true, value };
    return {
      constant: false,
      render(input) {
        const result: Record<string, unknown> = {};
        for (const [key, field] of fields) result[key] = rendered(field, input);
        return result;
      },
    };
  }
  return { constant: true, value };
}

function rendered(value: CompiledValue, input: RenderInput): unknown {
  return value.constant ? value.value : value.render(input);
}

// What does not parse fails when it runs, not when its node is compiled.
function compileText(source: string): CompiledValue {
  let template: CompiledTemplate;
  try {
    template = compileTemplate(source);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return {
      constant: false,
      render() {
        throw error;
      },
    };
  }
  return { constant: false, render: (input) => template.render(input) };
}
