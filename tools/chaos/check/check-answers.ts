import type { ChatEvent } from '../client/chat-event.ts';
import type { ConversationHistory, TurnHistory } from '../client/history.ts';
import { eventsOfTurn, textOfTurn, turnIdOf } from '../flows/turn-events.ts';
import { canonical } from './canonical.ts';

interface Kept {
  history: Pick<ConversationHistory, 'turns'>;
  stored: readonly ChatEvent[];
}

/** Every message is answered, once, with one record; asked again, the answer is the same. */
export function checkAnswers({ history, stored }: Kept): { rule: 'accepted' | 'once'; what: string }[] {
  return history.turns.flatMap((turn) => [
    ...accepted({ turn, stored }).map((what) => ({ rule: 'accepted' as const, what: `${turn.key}: ${what}` })),
    ...once({ turn, stored }).map((what) => ({ rule: 'once' as const, what: `${turn.key}: ${what}` })),
  ]);
}

function accepted({ turn, stored }: { turn: TurnHistory; stored: readonly ChatEvent[] }): string[] {
  const last = turn.calls.at(-1);
  const id = turnIdOf({ turn, stored });
  if (id === undefined)
    return [
      turn.acceptedMs === undefined
        ? `was never accepted; last: ${last?.status ?? 'no answer'} ${last?.code ?? ''}`
        : 'was accepted, and is lost',
    ];
  const completed = stored.filter((event) => event.type === 'turn.completed' && event.turnId === id).length;
  if (completed === 0) return ['is kept, and has no end'];
  if (turn.answers.length === 0 && !turn.left)
    return [`was never answered; last: ${last?.status ?? 'no answer'} ${last?.code ?? ''} ${last?.end}`];
  return [];
}

function once({ turn, stored }: { turn: TurnHistory; stored: readonly ChatEvent[] }): string[] {
  const events = eventsOfTurn({ turn, stored });
  if (events.length === 0) return [];
  const found: string[] = [];
  const completed = events.filter(({ type }) => type === 'turn.completed').length;
  if (completed > 1) found.push(`has ${completed} ends`);
  const text = textOfTurn(turn);
  const messages = stored.filter((event) => event.type === 'message' && event.role === 'user' && event.text === text);
  if (text !== undefined && messages.length > 1) found.push(`is kept ${messages.length} times`);
  const wanted = canonical(events);
  for (const answer of turn.answers) {
    if (answer.turnId !== turn.answers[0]?.turnId) found.push('was answered as two turns');
    else if (canonical(answer.events) !== wanted)
      found.push(`was answered with other events than are kept: ${differenceOf(answer.events, events)}`);
  }
  return found;
}

function differenceOf(shown: readonly ChatEvent[], kept: readonly ChatEvent[]): string {
  const index = shown.findIndex((event, at) => canonical(event) !== canonical(kept[at]));
  const at = index < 0 ? shown.length : index;
  return `${canonical(shown[at])} against ${canonical(kept[at])}`;
}

/** The user's messages stand in the order in which they were sent. */
export function checkOrder({ history, stored }: Kept): string[] {
  const sent = history.turns.flatMap((turn) => textOfTurn(turn) ?? []);
  const kept = stored.flatMap(({ type, role, text }) => (type === 'message' && role === 'user' ? [text ?? ''] : []));
  const wanted = sent.filter((text) => kept.includes(text));
  const got = kept.filter((text, index) => kept.indexOf(text) === index);
  return JSON.stringify(got) === JSON.stringify(wanted)
    ? []
    : [`messages are kept as ${JSON.stringify(got)}, sent as ${JSON.stringify(wanted)}`];
}
