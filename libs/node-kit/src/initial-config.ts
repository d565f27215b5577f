import type { NodeDefinition } from './node-definition.ts';

/** Config of a node that is added to a flow: its texts are in the flow's language (a tag such as `de-CH`) where the definition has it, else in English. */
export function initialConfig({
  definition: { initial, initialIn },
  language,
}: {
  definition: Pick<NodeDefinition, 'initial' | 'initialIn'>;
  language: string | undefined;
}): Record<string, unknown> {
  const own = initialIn?.[language?.toLowerCase().split('-')[0] ?? ''];
  return structuredClone({ ...initial, ...own });
}
