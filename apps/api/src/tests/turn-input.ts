import type { TestTurn } from '@patchbay/api-contract';
import type { JsonObject } from '@patchbay/node-kit';
import type { TurnInput } from '@patchbay/runtime';
import type { ToldEvent } from './what-was-said.ts';

/** A component that is open. */
export interface Open {
  id: string;
  kind: string;
  spec: unknown;
}

/** What a turn of a test does, given what is open; a text says why it cannot be done. `timers`: whether anything waits for its time. */
export function turnInput({
  turn,
  open,
  timers,
}: {
  turn: TestTurn;
  open: Open | undefined;
  timers: boolean;
}): TurnInput | string {
  const submit = (kind: string, values: JsonObject): TurnInput | string => {
    if (open?.kind !== kind) return missing(kind, open);
    return { kind: 'submit', componentId: open.id, values };
  };
  switch (turn.act) {
    case 'open':
      return { kind: 'opened' };
    case 'say':
      return {
        kind: 'message',
        text: turn.text,
        files: (turn.files ?? []).map((file, index) => ({ id: `file-${index + 1}`, ...file })),
      };
    case 'timer':
      return timers ? { kind: 'timer' } : 'Nothing waits for its time.';
    case 'cancel':
      return open ? { kind: 'cancel', componentId: open.id } : 'Nothing is open that could be cancelled.';
    case 'fill':
      return submit('form', turn.values);
    case 'pick':
      return submit('table', { rows: turn.rows ?? [turn.row ?? 0] });
    case 'rate':
      return submit('feedback', {
        score: turn.score,
        ...(turn.comment === undefined ? {} : { comment: turn.comment }),
      });
    case 'choose': {
      if (open?.kind !== 'choice') return missing('choice', open);
      const offered = optionsOf(open.spec);
      const byLabel = offered.find((option) => option.label === turn.label);
      const ids = turn.options ?? (typeof byLabel?.id === 'string' ? [byLabel.id] : []);
      if (ids.length === 0 || !ids.every((id) => offered.some((option) => option.id === id)))
        return `There is no option "${turn.label ?? ids.join(', ')}".`;
      return submit('choice', isMultiple(open.spec) ? { options: ids } : { option: ids[0] ?? '' });
    }
    default:
      return turn satisfies never;
  }
}

/** The component that is open after these events. */
export function openComponent(events: readonly ToldEvent[]): Open | undefined {
  const closed = new Set(events.flatMap((event) => (event.type === 'component.closed' ? [String(event.id)] : [])));
  const last = events.findLast((event) => event.type === 'component' && !closed.has(String(event.id)));
  return last && { id: String(last.id), kind: String(last.kind), spec: last.spec };
}

const CALLED: Record<string, string> = { form: 'a form', choice: 'a choice', table: 'a table', feedback: 'a rating' };

function missing(kind: string, open: Open | undefined): string {
  const wanted = CALLED[kind] ?? kind;
  return open
    ? `The test answers ${wanted} here, and what is open is ${CALLED[open.kind] ?? open.kind}.`
    : `The test answers ${wanted} here, and none is open.`;
}

/** What a choice offers, by its spec. */
export function optionsOf(spec: unknown): readonly { id?: unknown; label?: unknown }[] {
  return typeof spec === 'object' && spec !== null && 'options' in spec && Array.isArray(spec.options)
    ? spec.options
    : [];
}

function isMultiple(spec: unknown): boolean {
  return typeof spec === 'object' && spec !== null && 'multiple' in spec && spec.multiple === true;
}
