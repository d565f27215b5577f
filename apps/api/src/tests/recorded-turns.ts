import { MOST_TURNS, type TestTurn } from '@patchbay/api-contract';
import type { JsonObject } from '@patchbay/node-kit';
import { placeName } from './place-name.ts';
import type { RecordedRun } from './recorded-run.ts';
import { optionsOf } from './turn-input.ts';
import { expectedOf, filesOf, type ToldEvent } from './what-was-said.ts';

/** A conversation that took place as the turns of a test: what the user did, what was answered, which way it went. */
export function recordedTurns({
  runs,
  main,
  textOf,
}: {
  runs: readonly RecordedRun[];
  main: string;
  /** How the text of a file begins, by its id; undefined for what is no text. */
  textOf(fileId: string): string | undefined;
}): TestTurn[] {
  const shown = new Map<string, ToldEvent>();
  return runs.slice(0, MOST_TURNS).map((run, index): TestTurn => {
    const act = index === 0 && !run.events.some(isTyped) ? ({ act: 'open' } as const) : actOf({ run, shown, textOf });
    for (const event of run.events) if (event.type === 'component') shown.set(String(event.id), event);
    const path = run.steps.map((step) => placeName({ ...step, main }));
    return { ...act, expect: expectedOf(run.events), ...(path.length > 0 ? { path } : {}) };
  });
}

type WithoutExpectations<Turn> = Turn extends unknown ? Omit<Turn, 'expect' | 'path'> : never;

function actOf({
  run,
  shown,
  textOf,
}: {
  run: RecordedRun;
  /** Components that were shown so far, by id. */
  shown: ReadonlyMap<string, ToldEvent>;
  textOf(fileId: string): string | undefined;
}): WithoutExpectations<TestTurn> {
  const typed = run.events.find(isTyped);
  if (typed) {
    const files = filesOf(typed).map(({ id, ...file }) => ({ ...file, ...textIn(textOf(id)) }));
    return { act: 'say', text: String(typed.text), ...(files.length > 0 ? { files } : {}) };
  }
  if (run.turnId === null) return { act: 'timer' };
  const closed = run.events.find((event) => event.type === 'component.closed');
  const values = closed?.values;
  if (!isObject(values)) return { act: 'cancel' };
  const component = shown.get(String(closed?.id));
  switch (component?.kind) {
    case 'choice': {
      const options = texts(values.options ?? [values.option ?? '']);
      const labels = options.map((id) => optionsOf(component.spec).find((option) => option.id === id)?.label);
      return { act: 'choose', options, ...(labels.every(isText) ? { label: labels.join(', ').slice(0, 16_000) } : {}) };
    }
    case 'table':
      return { act: 'pick', rows: numbers(values.rows) };
    case 'feedback': {
      const { score, comment } = values;
      return {
        act: 'rate',
        score: typeof score === 'number' || score === 'up' || score === 'down' ? score : 0,
        ...(typeof comment === 'string' ? { comment } : {}),
      };
    }
    default:
      return { act: 'fill', values };
  }
}

function isTyped(event: ToldEvent): boolean {
  return event.type === 'message' && event.role === 'user';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function textIn(text: string | undefined): { text?: string } {
  return text === undefined ? {} : { text };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((item) => Number.isInteger(item)) : [];
}
