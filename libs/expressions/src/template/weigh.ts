const PER_VALUE = 8;

/**
 * The size of a value much as JSON would have it, each part counted as often as it appears: a list that holds another twice is twice its size,
 * though memory has it once. Stops when it is above `most`, and gives something above it.
 */
export function weigh({ value, most }: { value: unknown; most: number }): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return PER_VALUE;
  let weight = 0;
  const open: object[] = [value];
  for (let holder = open.pop(); holder !== undefined && weight <= most; holder = open.pop()) {
    weight += PER_VALUE;
    if (Array.isArray(holder)) {
      weight += holder.length * PER_VALUE;
      for (const item of holder) weight += enter({ item, open });
    } else {
      for (const key of Object.keys(holder)) {
        const item: unknown = Reflect.get(holder, key);
        weight += key.length + PER_VALUE + enter({ item, open });
      }
    }
  }
  return weight;
}

function enter({ item, open }: { item: unknown; open: object[] }): number {
  if (typeof item === 'string') return item.length;
  if (typeof item === 'object' && item !== null) open.push(item);
  return 0;
}
