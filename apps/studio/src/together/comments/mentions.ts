interface Member {
  id: string;
  name: string;
}

const MOST_OFFERED = 6;

/** Members to offer for what was begun after an @: by the beginning of any of their names, those whose first name it is before others. */
export function offeredMembers<One extends Member>({
  members,
  begun,
}: {
  members: readonly One[];
  begun: string;
}): One[] {
  const wanted = begun.toLowerCase();
  const placeOf = ({ name }: One) => {
    const lower = name.toLowerCase();
    if (lower.startsWith(wanted)) return 0;
    return lower.split(/[\s-]+/).some((_, index, parts) => index > 0 && parts.slice(index).join(' ').startsWith(wanted))
      ? 1
      : 2;
  };
  return members
    .filter((one) => placeOf(one) < 2)
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .slice(0, MOST_OFFERED);
}

/**
 * Who a text mentions: of each name after an @ the longest that somebody has, so that "@Bobby Tables" is not "@Bob". Where several have that name, it is who was picked.
 */
export function mentionsIn({
  body,
  members,
  picked,
}: {
  body: string;
  members: readonly Member[];
  picked: readonly string[];
}): string[] {
  const names = [...new Set(members.map((one) => one.name))]
    .filter((name) => name !== '')
    .toSorted((one, other) => other.length - one.length);
  const mentioned = new Set<string>();
  for (const { index } of body.matchAll(/(?<![\p{L}\p{N}])@/gu)) {
    const rest = body.slice(index + 1);
    const name = names.find((one) => rest.startsWith(one) && !/^[\p{L}\p{N}]/u.test(rest.slice(one.length)));
    const holders = members.filter((one) => one.name === name);
    for (const { id } of holders) if (holders.length === 1 || picked.includes(id)) mentioned.add(id);
  }
  return [...mentioned];
}
