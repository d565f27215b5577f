import { parseTypedAnswer } from '@patchbay/expressions';
import type { ConfigOf, HandlerContext, JsonValue, NodeHandler, ProductTextKey, Verdict } from '@patchbay/node-kit';
import { isRecord, isSet, printed } from '../shared/read-config.ts';
import type { questionDefinition } from './definition.ts';

type Config = ConfigOf<typeof questionDefinition>;
type Context = HandlerContext<Config, never>;

const retryTexts: Record<Config['expects'], ProductTextKey> = {
  text: 'retryText',
  number: 'retryNumber',
  email: 'retryEmail',
  date: 'retryDate',
  url: 'retryUrl',
  yes_no: 'retryYesNo',
  regex: 'retryRegex',
};

/** Asks, takes the typed answer, asks again when it does not fit, and gives up after so many retries. */
export const questionHandler: NodeHandler<Config, never> = {
  run(context) {
    const { config, arrival, vars } = context;
    if (arrival.kind === 'entered') {
      const known = vars[config.saveAs];
      if (config.skipIfSet && isSet(known) && isValid(context, known))
        return { kind: 'next', outlet: 'next', output: known ?? null };
      return ask(context);
    }
    if (arrival.kind !== 'message')
      return {
        kind: 'wait',
        waiting: { kind: 'question' },
        ...(state(arrival) === undefined ? {} : { state: state(arrival) }),
      };
    const answer = parseTypedAnswer({
      ...config,
      text: arrival.text,
      now: context.now,
      timezone: context.timezone,
      locale: context.locale,
    });
    if (answer.ok) return { kind: 'next', outlet: 'next', output: answer.value };
    const tries = triesOf(arrival.state) + 1;
    if (tries > config.maxRetries) return { kind: 'next', outlet: 'gave_up' };
    say(context, config.retryText || context.text(retryTexts[config.expects]));
    return { kind: 'wait', waiting: { kind: 'question' }, state: { tries } };
  },
};

function ask(context: Context): Verdict {
  if (context.config.text) say(context, context.config.text);
  return { kind: 'wait', waiting: { kind: 'question' }, state: { tries: 0 } };
}

function say({ emit, newId }: Context, text: string): void {
  emit({ type: 'message', id: newId(), role: 'bot', text });
}

function isValid(context: Context, value: JsonValue | undefined): boolean {
  if (context.config.expects === 'yes_no' && typeof value === 'boolean') return true;
  return parseTypedAnswer({
    ...context.config,
    text: printed(value),
    now: context.now,
    timezone: context.timezone,
    locale: context.locale,
  }).ok;
}

function state(arrival: Context['arrival']): JsonValue | undefined {
  return 'state' in arrival ? arrival.state : undefined;
}

function triesOf(value: JsonValue | undefined): number {
  return isRecord(value) && typeof value.tries === 'number' ? value.tries : 0;
}
