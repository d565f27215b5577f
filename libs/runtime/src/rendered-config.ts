import { describeIssue, valueAt } from '@patchbay/flow-spec';
import { type JsonObject, type JsonValue, NodeError } from '@patchbay/node-kit';
import type { CompiledConfig } from './compile-node.ts';
import { type CompiledValue, compileValue } from './compile-value.ts';
import { nodeErrorOf } from './node-error-of.ts';
import { languageOf } from './translated-config.ts';
import type { Visit } from './visit.ts';

/** Characters of a value that an error tells. */
const MOST = 200;

/** The config of a node in the conversation's language, rendered and parsed. Throws `NodeError` `template.*`, `config.invalid` or `node.unknown_type`. */
export function renderedConfig(visit: Visit): unknown {
  return rendered(visit, languageOf(visit.node.translations, visit.context.conversation.locale) ?? visit.node.config);
}

/** The same with the texts of the node itself; throws as `renderedConfig` does. */
export function untranslatedConfig(visit: Visit): unknown {
  return rendered(visit, visit.node.config);
}

/** Any value with the templates inside it rendered, `vars` instead of the frame's own. Throws `NodeError` `template.*`. */
export function renderedValue(
  visit: Visit,
  { value, vars }: { value: unknown; vars?: JsonObject | undefined },
): unknown {
  return render({ visit, value: compileValue(value), scope: vars ? { ...visit.scope, vars } : visit.scope });
}

function rendered(visit: Visit, config: CompiledConfig): unknown {
  const { definition, type } = visit.node;
  if (!definition)
    throw new NodeError({
      code: 'node.unknown_type',
      message: `This release does not know nodes of type "${type}".`,
      fault: 'user',
    });
  if (config.parsed) return config.parsed.config;
  const values: Record<string, unknown> = {};
  for (const [key, value] of config.values) values[key] = render({ visit, value, scope: visit.scope });
  const result = definition.config.safeParse(values);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.filter((step) => typeof step !== 'symbol') ?? [];
  const value = valueAt(values, path) ?? null;
  throw new NodeError({
    code: 'config.invalid',
    message: issue ? describeIssue({ issue, path, value: value ?? undefined }) : 'The config is not valid.',
    fault: 'user',
    details: { path: path.join('.'), ...shownValue(value) },
  });
}

/** What a field came out as, where that is short: a text, a number, true or false, or null for nothing. */
function shownValue(value: unknown): { value?: JsonValue } {
  if (typeof value === 'string') return { value: value.length > MOST ? `${value.slice(0, MOST)}…` : value };
  return value === null || typeof value === 'number' || typeof value === 'boolean' ? { value } : {};
}

function render({ visit, value, scope }: { visit: Visit; value: CompiledValue; scope: JsonObject }): unknown {
  if (value.constant) return value.value;
  const { now, conversation } = visit.context;
  const input = { scope, now, timezone: conversation.timezone, locale: conversation.locale };
  try {
    return value.render(input);
  } catch (error) {
    throw nodeErrorOf(error) ?? error;
  }
}
