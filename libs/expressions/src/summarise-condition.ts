import { plainText } from './compare-values.ts';
import { type Condition, OPERATORS } from './condition.ts';

/** A condition as a sentence: `vars.order.amount is greater than 5 and vars.city is Bonn`. */
export function summariseCondition(condition: Condition): string {
  return summary({ condition, nested: false });
}

function summary({ condition, nested }: { condition: Condition; nested: boolean }): string {
  if ('not' in condition) return `not (${summary({ condition: condition.not, nested: false })})`;
  if ('all' in condition || 'any' in condition) {
    const members = 'all' in condition ? condition.all : condition.any;
    if (members.length === 0) return 'all' in condition ? 'always' : 'never';
    const text = members
      .map((member) => summary({ condition: member, nested: members.length > 1 }))
      .join('all' in condition ? ' and ' : ' or ');
    return nested && members.length > 1 ? `(${text})` : text;
  }
  const operator = OPERATORS.find((one) => one.op === condition.op);
  const right = operator?.arity === 1 ? '' : ` ${shown(condition.right)}`;
  return `${shown(condition.left)} ${operator?.sentence ?? condition.op}${right}`;
}

function shown(value: unknown): string {
  const text = plainText(value);
  return /^\s*\{\{-?\s*(.*?)\s*-?\}\}\s*$/s.exec(text)?.[1] ?? (text === '' ? '…' : text);
}
