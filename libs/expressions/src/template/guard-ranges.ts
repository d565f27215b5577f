import {
  type Context,
  Expression,
  Liquid,
  Token,
  TokenKind,
  Tokenizer,
  TypeGuards,
  toValue,
  type ValueToken,
} from 'liquidjs';
import { LimitPassed } from './limit-passed.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

/**
 * Bounds both ends of every range in a parsed template. LiquidJS counts a range by its length, but steps through it by adding 1, which changes nothing
 * above 2^53: `(9007199254740992..9007199254740994)` never ends and takes the process down.
 */
export function guardRanges(parsed: unknown): void {
  const seen = new Set<object>();
  const open: unknown[] = [parsed];
  while (open.length > 0) {
    const part = open.pop();
    if (typeof part !== 'object' || part === null || seen.has(part)) continue;
    if (part instanceof Liquid || part instanceof Tokenizer) continue;
    seen.add(part);
    if (TypeGuards.isRangeToken(part) && !(part.lhs instanceof RangeEnd)) {
      part.lhs = new RangeEnd(part.lhs);
      part.rhs = new RangeEnd(part.rhs);
    }
    for (const inner of Object.values(part)) open.push(inner);
  }
}

class BoundedExpression extends Expression {
  override *evaluate(context: Context, lenient?: boolean): Generator<unknown, unknown, unknown> {
    const end: unknown = toValue(yield super.evaluate(context, lenient));
    if (Math.abs(Number(end)) > TEMPLATE_LIMITS.rangeEnd)
      throw new LimitPassed(`A range ends at ${TEMPLATE_LIMITS.rangeEnd} at most.`);
    return end;
  }
}

/** An end of a range as a value of its own, which LiquidJS evaluates like any other. */
class RangeEnd extends Token {
  readonly initial: Expression;
  readonly filters: [] = [];

  constructor(end: ValueToken) {
    super(TokenKind.FilteredValue, end.input, end.begin, end.end);
    this.initial = new BoundedExpression([end]);
  }
}
