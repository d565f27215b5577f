import { usedNames } from '../debug/used-names.ts';
import type { Known } from './known-before.ts';

/** What the templates and code of a config read, each by its path, with what it held; null where it was empty. What is not known is left out. */
export function readsOf({ config, known }: { config: unknown; known: Known }): Record<string, unknown> {
  const { vars, nodes } = usedNames(config);
  const found = [
    ...vars.map((name) => [`vars.${name}`, known.vars[name]] as const),
    ...nodes.map((name) => [`nodes.${name}`, known.nodes[name]] as const),
  ].flatMap(([path, value]) => (value === undefined && !known.whole ? [] : [[path, value ?? null] as const]));
  const asksForMessage = known.message !== undefined && /\bmessage\.text\b/.test(JSON.stringify(config) ?? '');
  return Object.fromEntries(asksForMessage ? [...found, ['message.text', known.message] as const] : found);
}
