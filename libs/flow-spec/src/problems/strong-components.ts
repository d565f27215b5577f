/** Groups of nodes that lead round to each other, single nodes that lead to themselves included (Tarjan, without recursion). */
export function strongComponents({
  ids,
  next,
}: {
  ids: readonly string[];
  next: (id: string) => readonly string[];
}): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];

  for (const root of ids) {
    if (order.has(root)) continue;
    const work: { id: string; children: readonly string[]; at: number }[] = [enter(root)];
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const child = frame.children[frame.at];
      if (child !== undefined) {
        frame.at++;
        if (!order.has(child)) work.push(enter(child));
        else if (onStack.has(child)) lower(frame.id, order.get(child));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) lower(parent.id, low.get(frame.id));
      if (low.get(frame.id) === order.get(frame.id)) collect(frame.id);
    }
  }
  return found;

  function enter(id: string) {
    order.set(id, order.size);
    low.set(id, order.size - 1);
    stack.push(id);
    onStack.add(id);
    return { id, children: next(id), at: 0 };
  }
  function lower(id: string, value: number | undefined): void {
    if (value !== undefined && value < (low.get(id) ?? Number.POSITIVE_INFINITY)) low.set(id, value);
  }
  function collect(id: string): void {
    const members: string[] = [];
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      onStack.delete(member);
      members.push(member);
      if (member === id) break;
    }
    if (members.length > 1 || next(id).includes(id)) found.push(members.reverse());
  }
}
