import { LimitPassed } from '../template/limit-passed.ts';
import { renderContext } from '../template/render-context.ts';
import { TEMPLATE_LIMITS } from '../template/template-limits.ts';
import { weigh } from '../template/weigh.ts';
import type { FilterFunction } from './filter.ts';
import { plainData } from './plain-data.ts';

const WIDEST_INDENT = 10;

const json: FilterFunction = function (value, indent) {
  const context = renderContext(this.context);
  const most = TEMPLATE_LIMITS.outputCharacters;
  const weight = weigh({ value, most });
  if (weight > most) throw new LimitPassed();
  context.spend(weight);
  const space = Math.min(Math.max(Number(indent) || 0, 0), WIDEST_INDENT);
  // Nothing is `null`, so that `{"a": {{ vars.a | json }}}` is JSON whatever `a` is.
  const text = JSON.stringify(value ?? null, null, space) ?? 'null';
  context.spend(text.length);
  return text;
};

/** `json` (with the names that LiquidJS has for it) and `parse_json`, which gives nothing for what is no JSON. */
export const jsonFilters: Record<string, FilterFunction> = {
  json,
  jsonify: json,
  inspect: json,
  parse_json(value) {
    if (typeof value !== 'string') return value ?? null;
    const context = renderContext(this.context);
    context.spend(value.length);
    let parsed: unknown;
    try {
      parsed = JSON.parse(value);
    } catch {
      return null;
    }
    context.spend(weigh({ value: parsed, most: TEMPLATE_LIMITS.memoryUnits }));
    return plainData({ value: parsed, deepest: TEMPLATE_LIMITS.jsonDepth });
  },
};
