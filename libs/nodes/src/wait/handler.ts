import { parseInstant } from '@patchbay/expressions';
import { type ConfigOf, NodeError, type NodeHandler } from '@patchbay/node-kit';
import { LONGEST_WAIT, type waitDefinition } from './definition.ts';

/** Ends the turn and goes on when its time has come; who writes meanwhile is told that something is under way. */
export const waitHandler: NodeHandler<ConfigOf<typeof waitDefinition>, never> = {
  run({ config, arrival, now, timezone, emit, newId, text }) {
    if (arrival.kind === 'timer') return { kind: 'next', outlet: 'next' };
    if (arrival.kind === 'message') {
      emit({ type: 'message', id: newId(), role: 'bot', text: text('pendingWait') });
      return { kind: 'wait', waiting: arrival.waiting };
    }
    if (arrival.kind !== 'entered' && 'waiting' in arrival) return { kind: 'wait', waiting: arrival.waiting };
    const begin = Date.parse(now);
    const end = config.until
      ? parseInstant({ value: config.until, now, timezone })
      : begin + (config.seconds ?? 0) * 1000;
    if (end === undefined)
      throw new NodeError({ code: 'wait.invalid_time', message: `"${config.until}" is no time.`, fault: 'user' });
    const until = new Date(Math.min(Math.max(end, begin), begin + LONGEST_WAIT * 1000)).toISOString();
    return { kind: 'wait', waiting: { kind: 'wait', until } };
  },
};
