/** The same map, with what it holds of a node under the id that the node got. */
export function renamedKey<Value>({
  map,
  from,
  to,
}: {
  map: ReadonlyMap<string, Value>;
  from: string;
  to: string;
}): Map<string, Value> {
  return new Map([...map].map(([id, value]) => [id === from ? to : id, value]));
}
