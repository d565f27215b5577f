import { valuesEqual } from '@patchbay/expressions';
import type {
  ConfigOf,
  HandlerContext,
  JsonObject,
  JsonValue,
  NodeHandler,
  SubmitIssue,
  Verdict,
} from '@patchbay/node-kit';
import { isRecord, isSet, jsonOf, own } from '../shared/read-config.ts';
import type { choiceDefinition } from './definition.ts';
import { type OfferedOption, offeredOptions, typedOptions } from './offered-option.ts';

type Config = ConfigOf<typeof choiceDefinition>;
type Context = HandlerContext<Config, never>;

interface Asked {
  tries: number;
  options: OfferedOption[];
}

/** Offers options as a component; takes a click, or a typed text that chooses one. */
export const choiceHandler: NodeHandler<Config, never> = {
  run(context) {
    const { config, arrival, vars } = context;
    if (arrival.kind === 'entered') {
      const options = offeredOptions(context);
      const known = config.saveAs === undefined ? undefined : own(vars, config.saveAs);
      const already = config.skipIfSet && isSet(known) ? knownOptions({ config, options, known }) : undefined;
      if (already) return leave({ config, chosen: already });
      return ask({ context, asked: { tries: 0, options }, text: config.text });
    }
    if (arrival.kind === 'returned' || arrival.kind === 'timer') return { kind: 'next', outlet: 'next' };
    const asked = askedOf(arrival.state);
    const component = arrival.waiting.component ?? '';
    if (arrival.kind === 'submit') {
      const ids = chosenIds(arrival.values) ?? [];
      context.emit({ type: 'component.closed', id: component, values: arrival.values });
      return leave({ config, chosen: asked.options.filter((option) => ids.includes(option.id)) });
    }
    if (arrival.kind === 'cancel') {
      context.emit({ type: 'component.closed', id: component });
      return { kind: 'next', outlet: 'no_match' };
    }
    const chosen = typedOptions({
      options: asked.options,
      text: arrival.text,
      match: config.match,
      multiple: config.multiple === true,
    });
    if (chosen) {
      const ids = chosen.map((option) => option.id);
      context.emit({
        type: 'component.closed',
        id: component,
        values: config.multiple ? { options: ids } : { option: ids[0] ?? '' },
      });
      return leave({ config, chosen });
    }
    context.emit({ type: 'component.closed', id: component });
    if (asked.tries >= config.maxRetries) return { kind: 'next', outlet: 'no_match' };
    return ask({
      context,
      asked: { tries: asked.tries + 1, options: asked.options },
      text: config.retryText || context.text(textFor(config)),
    });
  },

  check({ config, values, state, text }) {
    const known = new Set(askedOf(state).options.map((option) => option.id));
    const ids = chosenIds(values);
    const field = config.multiple ? 'options' : 'option';
    const issues: SubmitIssue[] = [];
    for (const key of Object.keys(values)) {
      if (key !== field) issues.push({ path: key, code: 'unknown_field', message: `"${key}" is not expected here.` });
    }
    if (issues.length === 0 && !ids?.every((id) => known.has(id)))
      issues.push({ path: field, code: 'unknown_option', message: text(textFor(config)) });
    return issues;
  },
};

function ask({ context, asked, text }: { context: Context; asked: Asked; text: string }): Verdict {
  const { config, emit, newId } = context;
  if (text) emit({ type: 'message', id: newId(), role: 'bot', text });
  const component = newId();
  const options = asked.options.map(({ id, label }) => ({ id, label }));
  emit({
    type: 'component',
    id: component,
    kind: 'choice',
    spec: {
      ...(config.text ? { text: config.text } : {}),
      style: config.style,
      multiple: config.multiple === true,
      options,
    },
  });
  return { kind: 'wait', waiting: { kind: 'choice', component }, state: jsonOf(asked) };
}

function textFor({ multiple }: Config): 'retryChoice' | 'retryChoices' {
  return multiple ? 'retryChoices' : 'retryChoice';
}

function leave({ config, chosen }: { config: Config; chosen: OfferedOption[] }): Verdict {
  const [first] = chosen;
  const output: JsonValue = config.multiple ? chosen.map((option) => option.value) : (first?.value ?? null);
  return { kind: 'next', outlet: first && chosen.length === 1 ? `option:${first.id}` : 'next', output };
}

/** The options whose values the variable holds already; undefined where it holds anything else. */
function knownOptions({
  config,
  options,
  known,
}: {
  config: Config;
  options: OfferedOption[];
  known: JsonValue | undefined;
}): OfferedOption[] | undefined {
  const wanted = config.multiple && Array.isArray(known) ? known : [known];
  const found = wanted.map((value) => options.find((option) => valuesEqual(option.value, value)));
  const chosen = found.filter((option) => option !== undefined);
  return chosen.length > 0 && chosen.length === found.length ? chosen : undefined;
}

/** The ids of a submit, at least one; undefined where it names none or holds anything else. */
function chosenIds({ option, options }: JsonObject): string[] | undefined {
  if (typeof option === 'string') return [option];
  if (!Array.isArray(options) || options.length === 0) return undefined;
  const ids = options.filter((id) => typeof id === 'string');
  return ids.length === options.length ? ids : undefined;
}

function askedOf(state: JsonValue | undefined): Asked {
  if (!isRecord(state) || !Array.isArray(state.options)) return { tries: 0, options: [] };
  const options = state.options.flatMap((one: unknown): OfferedOption[] => {
    if (!isRecord(one)) return [];
    const texts = Array.isArray(one.texts) ? one.texts.map(String) : [];
    return [{ id: String(one.id), label: String(one.label), value: jsonOf(one.value), texts }];
  });
  return { tries: typeof state.tries === 'number' ? state.tries : 0, options };
}
