import { type Condition, conditionSchema } from '@patchbay/expressions';
import type { Path } from './widget-props.ts';

/** A place among the members of a group: `group` leads from the whole condition to the group. */
export interface MemberPlace {
  group: Path;
  index: number;
}

/**
 * The condition with one of its members (a rule, a group, an exception) at another place, and the path that leads to it there. A group that it leaves empty goes: it would hold never, or always.
 * Undefined where it cannot stand there: within itself, or deeper than conditions go.
 */
export function moveMember({
  condition,
  from,
  to,
}: {
  condition: Condition;
  from: Path;
  to: MemberPlace;
}): { condition: Condition; path: Path } | undefined {
  if (from.every((step, index) => to.group[index] === step)) return undefined;
  const whole = structuredClone(condition);
  const source = membersOf(at(whole, from.slice(0, -2)));
  const target = membersOf(at(whole, to.group));
  const index = Number(from.at(-1));
  const member = source?.[index];
  if (!source || !target || !member) return undefined;
  source.splice(index, 1);
  target.splice(source === target && to.index > index ? to.index - 1 : to.index, 0, member);
  if (source.length === 0) removeGroup({ within: whole, members: source });
  const path = pathOf({ within: whole, member });
  return path && conditionSchema.safeParse(whole).success ? { condition: whole, path } : undefined;
}

/** Where a member goes one step up or down, in the order in which they are read: into a group that is next to it, and out of its own at the ends. */
export function stepOf({
  condition,
  from,
  step,
}: {
  condition: Condition;
  from: Path;
  step: -1 | 1;
}): MemberPlace | undefined {
  const group = from.slice(0, -2);
  const index = Number(from.at(-1));
  const members = membersOf(at(condition, group)) ?? [];
  const beside = members[index + step];
  if (beside) {
    const inner = groupWithin(beside);
    if (!inner) return { group, index: step < 0 ? index - 1 : index + 2 };
    const mode = from.at(-2) ?? 'all';
    const path = [...group, mode, index + step, ...inner.path];
    return { group: path, index: step < 0 ? inner.members.length : 0 };
  }
  // The group may be what an exception is of.
  const own = group.findLastIndex((part) => typeof part === 'number');
  if (own < 0) return undefined;
  const outer = group.slice(0, own - 1);
  return { group: outer, index: Number(group[own]) + (step < 0 ? 0 : 1) };
}

/** How many rules, groups and exceptions a condition has in all. */
export function countMembers(condition: Condition): number {
  if ('not' in condition) return countMembers(condition.not);
  const members = membersOf(condition) ?? [];
  return members.reduce((sum, member) => sum + 1 + countMembers(member), 0);
}

function at(condition: Condition, path: Path): Condition | undefined {
  let found: Condition | undefined = condition;
  for (const step of path) {
    if (!found) return undefined;
    if (step === 'not') found = 'not' in found ? found.not : undefined;
    else if (typeof step === 'number') found = membersOf(found)?.[step];
  }
  return found;
}

function membersOf(condition: Condition | undefined): Condition[] | undefined {
  if (!condition) return undefined;
  if ('all' in condition) return condition.all;
  return 'any' in condition ? condition.any : undefined;
}

/** The group that a member is, or that it is the exception of. */
function groupWithin(member: Condition): { path: Path; members: Condition[] } | undefined {
  if ('not' in member) {
    const inner = groupWithin(member.not);
    return inner && { ...inner, path: ['not', ...inner.path] };
  }
  const members = membersOf(member);
  return members && { path: [], members };
}

/** Takes out the group of these members, with the exception that it is. */
function removeGroup({ within, members }: { within: Condition; members: Condition[] }): void {
  if ('not' in within) return removeGroup({ within: within.not, members });
  const own = membersOf(within) ?? [];
  const index = own.findIndex((one) => groupWithin(one)?.members === members);
  if (index >= 0) own.splice(index, 1);
  else for (const one of own) removeGroup({ within: one, members });
}

function pathOf({ within, member }: { within: Condition; member: Condition }): Path | undefined {
  if (within === member) return [];
  if ('not' in within) {
    const path = pathOf({ within: within.not, member });
    return path && ['not', ...path];
  }
  for (const [index, one] of (membersOf(within) ?? []).entries()) {
    const path = pathOf({ within: one, member });
    if (path) return ['all' in within ? 'all' : 'any', index, ...path];
  }
  return undefined;
}
