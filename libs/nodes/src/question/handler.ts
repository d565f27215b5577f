import { parseTypedAnswer, PatternError, type TypedAnswer } from '@patchbay/expressions';
import type { ConfigOf, HandlerContext, JsonValue, NodeHandler, ProductTextKey, Verdict } from '@patchbay/node-kit';
import { isRecord, isSet, own, printed } from '../shared/read-config.ts';
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
    const { config, arrival } = context;
    if (arrival.kind === 'entered') {
      const known = config.skipIfSet ? knownAnswer(context) : undefined;
      return known === undefined ? ask(context) : { kind: 'next', outlet: 'next', output: known };
    }
    if (arrival.kind !== 'message')
      return {
        kind: 'wait',
        waiting: { kind: 'question' },
        ...(state(arrival) === undefined ? {} : { state: state(arrival) }),
      };
    const answer = answerOf(context, arrival.text.trim() === '' ? fileNames(context) : arrival.text);
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

/** What the variable holds, as an answer would save it; undefined where that is no answer. */
function knownAnswer(context: Context): JsonValue | undefined {
  const { config, vars } = context;
  const known = own(vars, config.saveAs);
  if (!isSet(known) || typeof known === 'object') return undefined;
  // A native number has no language: 1.234 is not 1234, wherever the user is.
  if (config.expects === 'number' && typeof known === 'number') return known;
  const answer = answerOf(context, printed(known));
  return answer.ok ? answer.value : undefined;
}

function answerOf({ config, now, timezone, locale }: Context, text: string): TypedAnswer {
  const { expects, pattern } = config;
  try {
    return parseTypedAnswer({ expects, pattern, text, now, timezone, locale });
  } catch (error) {
    // Too long for its pattern: the user's text, which may be asked for again.
    if (error instanceof PatternError && error.code === 'pattern.limit') return { ok: false };
    throw error;
  }
}

/** Files that came without a word answer a question for a text by their names. */
function fileNames({ config, scope }: Context): string {
  const files = config.expects === 'text' && isRecord(scope.message) ? scope.message.files : undefined;
  if (!Array.isArray(files)) return '';
  return files.flatMap((file) => (isRecord(file) && typeof file.name === 'string' ? [file.name] : [])).join(', ');
}

function state(arrival: Context['arrival']): JsonValue | undefined {
  return 'state' in arrival ? arrival.state : undefined;
}

function triesOf(value: JsonValue | undefined): number {
  return isRecord(value) && typeof value.tries === 'number' ? value.tries : 0;
}
