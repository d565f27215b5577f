import { plainText } from './compare-values.ts';
import { type Condition, OPERATORS } from './condition.ts';

/**
 * A condition as a sentence: `vars.order.amount is greater than 5 and vars.city is Bonn`. `say` puts the words between the values into another language; `held` gives what a side held when it
 * was compared, which is told behind it: `vars.city (“Köln”) is Bonn`.
 */
export function summariseCondition(
  condition: Condition,
  say = (english: string): string => english,
  held: Part['held'] = () => undefined,
): string {
  return summary({ condition, nested: false, say, held });
}

interface Part {
  condition: Condition;
  nested: boolean;
  say(english: string): string;
  held(side: unknown): string | undefined;
}

function summary({ condition, nested, ...words }: Part): string {
  const { say, held } = words;
  if ('not' in condition) return `${say('not')} (${summary({ condition: condition.not, nested: false, ...words })})`;
  if ('all' in condition || 'any' in condition) {
    const members = 'all' in condition ? condition.all : condition.any;
    if (members.length === 0) return say('all' in condition ? 'always' : 'never');
    const text = members
      .map((member) => summary({ condition: member, nested: members.length > 1, ...words }))
      .join(` ${say('all' in condition ? 'and' : 'or')} `);
    return nested && members.length > 1 ? `(${text})` : text;
  }
  const operator = OPERATORS.find((one) => one.op === condition.op);
  const side = (value: unknown) => {
    const was = held(value);
    return was === undefined ? shown(value) : `${shown(value)} (${say('“{0}”').replace('{0}', () => was)})`;
  };
  const right = operator?.arity === 1 ? '' : ` ${side(condition.right)}`;
  return `${side(condition.left)} ${say(operator?.sentence ?? condition.op)}${right}`;
}

function shown(value: unknown): string {
  const text = Array.isArray(value) ? value.map(plainText).join(', ') : plainText(value);
  return text === '' ? '…' : (loneOutput(text.trim()) ?? text);
}

// What a lone output tag holds: the braces say nothing to a reader.
function loneOutput(text: string): string | undefined {
  if (!text.startsWith('{{') || text.indexOf('}}') !== text.length - 2) return undefined;
  const inner = text.slice(2, -2);
  return inner.slice(inner.startsWith('-') ? 1 : 0, inner.endsWith('-') ? -1 : undefined).trim();
}
