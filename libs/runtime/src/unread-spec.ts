/** What a component adds to what was read last: its spec, without its question where that is just what was said. */
export function unreadSpec({
  spec,
  before,
}: {
  spec: Record<string, unknown>;
  before: string | undefined;
}): Record<string, unknown> {
  if (before === undefined || spec.text !== before) return spec;
  const { text: _, ...rest } = spec;
  return rest;
}
