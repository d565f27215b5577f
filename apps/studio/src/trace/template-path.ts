/** The path of what is in a value, as templates write it. */
export function pathInto(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** What a field of a node is filled with to read a path. */
export function templateOf(path: string): string {
  return `{{ ${path} }}`;
}
