import type { FlowNode } from '@patchbay/flow-spec';
import { germanOf } from './german.ts';

/** Keys whose texts users read. A test holds them against what the definitions say can be translated. */
const SHOWN = new Set([
  'also',
  'greeting',
  'help',
  'label',
  'options',
  'retryText',
  'submitLabel',
  'suggestions',
  'text',
  'title',
]);

/** German of the texts of a flow's nodes, by the paths that a document names them by. */
export function translationsOf(nodes: readonly FlowNode[]): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (value: unknown, path: string, shown: boolean) => {
    if (typeof value === 'string') {
      const german = shown ? germanOf(value) : undefined;
      if (german !== undefined && german !== value) found[path] = german;
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, `${path}.${nameOf(item) ?? index}`, shown);
    } else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, `${path}.${key}`, SHOWN.has(key));
  };
  // A condition's labels are read on the canvas alone.
  for (const node of nodes) if (node.type !== 'condition') walk(node.config ?? {}, node.id, false);
  return found;
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  if ('id' in item && typeof item.id === 'string') return item.id;
  return 'key' in item && typeof item.key === 'string' ? item.key : undefined;
}
