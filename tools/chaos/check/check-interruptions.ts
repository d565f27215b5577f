import type { ChatEvent } from '../client/chat-event.ts';
import type { ConversationHistory } from '../client/history.ts';

/** Take-overs after which the product gives a run up, so that it does not walk through all replicas. */
const MOST_TAKEOVERS = 3;

/** No run is given up because a process died, unless it took one after another with it. `killedAtMs`: when processes ended without a word. */
export function checkInterruptions(options: {
  history: Pick<ConversationHistory, 'turns'>;
  stored: readonly ChatEvent[];
  killedAtMs: readonly number[];
}): string[] {
  const { history, stored, killedAtMs } = options;
  const failed = history.turns.filter((turn) => turn.answers.some(({ status }) => status === 'failed'));
  const told = stored.filter((event) => event.type === 'error' && event.code === 'turn.interrupted');
  const excused = told.filter((event) => {
    const to = Date.parse(event.at ?? '');
    const from = history.turns.find((turn) => turn.answers[0]?.turnId === event.turnId)?.sentMs ?? 0;
    return killedAtMs.filter((at) => at >= from && at <= to).length > MOST_TAKEOVERS;
  });
  const complaints = told
    .filter((event) => !excused.includes(event))
    .map(({ turnId }) => `turn ${turnId} was given up`);
  if (failed.length > told.length) complaints.push(`${failed[0]?.key} failed and nothing says why`);
  return complaints;
}

/** Errors inside the product are nobody's answer. */
export function checkRefusals(history: Pick<ConversationHistory, 'openCalls' | 'turns' | 'follows'>): string[] {
  const all = [...history.openCalls, ...history.turns.flatMap((turn) => turn.calls), ...history.follows];
  const wrong = all.filter(
    ({ status = 0 }) => (status >= 400 && status < 500 && status !== 429) || (status >= 500 && status !== 503),
  );
  const silent = all.filter(({ status, retryAfter }) => (status === 503 || status === 429) && retryAfter === undefined);
  return [
    ...wrong.slice(0, 3).map(({ status, code }) => `a call was answered ${status} ${code ?? ''}`),
    ...silent.slice(0, 3).map(({ status }) => `a ${status} came without Retry-After`),
  ];
}
