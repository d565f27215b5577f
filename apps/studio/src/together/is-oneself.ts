/**
 * Whether it was oneself, in another tab or window, who changed something. What others did comes with their names alone; where somebody else of one's own name is here,
 * it may have been they.
 */
export function isOneself({
  by,
  user,
  others,
}: {
  by: string | null;
  user: { id: string; name: string } | null | undefined;
  others: readonly { userId: string; name: string }[];
}): boolean {
  if (!user || by !== user.name) return false;
  return !others.some(({ userId, name }) => name === by && userId !== user.id);
}
