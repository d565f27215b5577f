/** Variables and results of nodes that the templates and code of a config speak of. */
export function usedNames(config: unknown): { vars: string[]; nodes: string[] } {
  const text = JSON.stringify(config) ?? '';
  const after = (root: string) => [
    ...new Set([...text.matchAll(new RegExp(`\\b${root}\\.([A-Za-z_]\\w*)`, 'g'))].flatMap(([, name]) => name ?? [])),
  ];
  return { vars: after('vars'), nodes: after('nodes') };
}
