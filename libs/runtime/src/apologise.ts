import type { CompiledFlow } from './compile-flow.ts';
import { productText } from './product-text.ts';
import type { RunContext } from './run-context.ts';
import type { RunEvent } from './run-event.ts';

/** Says to the user that something went wrong, and what to clients. */
export function apologise(options: {
  flow: CompiledFlow;
  context: RunContext;
  put(event: RunEvent): void;
  text?: 'apology' | 'tooManySteps';
  error: { code: string; message: string; retryable: boolean };
}): void {
  const { flow, context, put, text: key = 'apology', error } = options;
  const text = productText({ overrides: flow.texts, locale: context.conversation.locale, key });
  put({ type: 'message', id: context.newId(), role: 'bot', text });
  put({ type: 'error', code: error.code, message: error.message, retryable: error.retryable });
}
