import { compared, figure, type Row } from './rows.ts';

export interface Memory {
  /** Turns since the start, and megabytes that the API's process held then. */
  turns: number;
  mb: number;
}

export interface Goal {
  what: string;
  goal: string;
  here: string;
  /** Undefined where this run cannot tell. */
  met: boolean | undefined;
}

/** What issue 3 asks for, beside what was measured. Goals whose rows are not there are left out. */
export function goalsOf({ rows, memory }: { rows: readonly Row[]; memory: readonly Memory[] }): Goal[] {
  const find = (flow: string, conversations: number) =>
    rows.find((row) => row.flow === flow && row.conversations === conversations);
  const goals: Goal[] = [];
  const tell = (what: string, goal: string, here: string, met: boolean | undefined) =>
    goals.push({ what, goal, here, met });

  const [floor, echo] = [find('floor', 32), find('echo', 32)];
  if (floor && echo) {
    const rate = compared({ row: echo, other: floor, by: (one, two) => one.turnsPerSecond / two.turnsPerSecond });
    tell('echo turns of the floor’s, 32 at once', '60 %', percent(rate), rate >= 0.6);
    const slow = compared({ row: echo, other: floor, by: (one, two) => one.p99 / two.p99 });
    tell('echo p99 of the floor’s', 'under 3 times', `${slow.toFixed(1)} times`, slow < 3);
  }
  for (const count of [1, 8]) {
    const [script, beside] = [find('script', count), find('echo', count)];
    if (!script || !beside) continue;
    const above = compared({ row: script, other: beside, by: (one, two) => one.p50 - two.p50 });
    tell(`script p50 above echo’s, ${count} at once`, 'under 5 ms', `${above.toFixed(1)} ms`, above < 5);
  }
  const scripts = rows.filter((row) => row.flow === 'script').map((row) => figure(row, (one) => one.turnsPerSecond));
  if (scripts.length > 0) {
    const most = Math.max(...scripts);
    tell('script turns a second, at best', '300', most.toFixed(0), most >= 300);
  }
  const [llm, model] = [find('llm', 8), find('model directly', 8)];
  if (llm && model) {
    const by = (one: Row['rounds'][number], two: Row['rounds'][number]) =>
      (one.firstPartP50 ?? Number.NaN) - (two.firstPartP50 ?? Number.NaN);
    const later = compared({ row: llm, other: model, by });
    tell('first token after the model’s own, 8 at once', 'under 10 ms', `${later.toFixed(1)} ms`, later < 10);
  }
  const many = find('llm', 32);
  if (many && echo) {
    const share = compared({ row: many, other: echo, by: (one, two) => one.turnsPerSecond / two.turnsPerSecond });
    tell('model turns of the echo’s, 32 at once', '30 %', percent(share), share >= 0.3);
  }
  for (const [large, small, most] of [
    ['1,000 nodes', '10 nodes', 0.1],
    ['5,000 messages', 'few messages', 0.2],
  ] as const) {
    const row = rows.find(({ flow }) => flow === large);
    const other = rows.find(({ flow }) => flow === small);
    if (!row || !other) continue;
    const more = compared({ row, other, by: (one, two) => one.p50 / two.p50 }) - 1;
    tell(`turn time with ${large} against ${small}`, `within ${percent(most)}`, signed(more), more <= most);
  }
  const [early, late] = [memory[0], memory.at(-1)];
  if (early && late && late.turns > early.turns) {
    const more = late.mb / early.mb - 1;
    const whole = late.turns >= 100_000 ? more <= 0.2 : undefined;
    tell(`memory after ${late.turns} turns against ${early.turns}`, 'within 20 % (after 100,000)', signed(more), whole);
    tell('memory of the API’s process', 'under 250 MB', `${late.mb.toFixed(0)} MB`, late.mb < 250);
  }
  return goals;
}

export function goalLine({ what, goal, here, met }: Goal): string {
  const word = met === undefined ? '' : met ? 'yes' : 'NO';
  return `${what.padEnd(52)}${goal.padEnd(30)}${here.padEnd(12)}${word}`.trimEnd();
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const signed = (share: number) => `${share >= 0 ? '+' : '−'}${Math.round(Math.abs(share) * 100)} %`;
