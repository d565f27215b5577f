/** Renders every text inside a JSON value, native values kept; keys are left as they are. */
export function renderDeep({ value, render }: { value: unknown; render: (source: string) => unknown }): unknown {
  if (typeof value === 'string') return render(value);
  if (Array.isArray(value)) return value.map((item) => renderDeep({ value: item, render }));
  if (typeof value === 'object' && value !== null) {
    const result: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      // A plain assignment to this name would set the prototype.
      if (key !== '__proto__') result[key] = renderDeep({ value: item, render });
    }
    return result;
  }
  return value;
}
