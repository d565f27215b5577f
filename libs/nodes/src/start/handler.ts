import type { ConfigOf, NodeHandler } from '@patchbay/node-kit';
import type { startDefinition } from './definition.ts';

/** Greets when the conversation opens; with `waitForMessage` runs on when the first message comes. */
export const startHandler: NodeHandler<ConfigOf<typeof startDefinition>, never> = {
  run({ config, arrival, emit, newId }) {
    if (arrival.kind === 'entered' && arrival.opening) {
      if (config.greeting) emit({ type: 'message', id: newId(), role: 'bot', text: config.greeting });
      const suggestions = config.suggestions ?? [];
      const component = suggestions.length > 0 ? newId() : undefined;
      if (component !== undefined) {
        const options = suggestions.map((label, index) => ({ id: idOf(index), label }));
        emit({
          type: 'component',
          id: component,
          kind: 'choice',
          spec: { style: 'buttons', multiple: false, send: true, options },
        });
      }
      if (config.waitForMessage)
        return { kind: 'wait', waiting: { kind: 'message', ...(component === undefined ? {} : { component }) } };
    }
    if (arrival.kind === 'message' && arrival.waiting.component !== undefined)
      emit({ type: 'component.closed', id: arrival.waiting.component });
    if (arrival.kind === 'submit' && arrival.waiting.component !== undefined)
      emit({ type: 'component.closed', id: arrival.waiting.component, values: arrival.values });
    if (arrival.kind === 'cancel') return { kind: 'wait', waiting: arrival.waiting };
    return { kind: 'next', outlet: 'next' };
  },

  check({ config, values, text }) {
    const { option, ...others } = values;
    const known = config.suggestions?.some((_, index) => option === idOf(index)) === true;
    return known && Object.keys(others).length === 0
      ? []
      : [{ path: 'option', code: 'unknown_option', message: text('retryChoice') }];
  },
};

function idOf(index: number): string {
  return `s${index + 1}`;
}
