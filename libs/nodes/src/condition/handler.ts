import type { ConfigOf, NodeHandler } from '@patchbay/node-kit';
import type { conditionDefinition } from './definition.ts';

export const conditionHandler: NodeHandler<ConfigOf<typeof conditionDefinition>, never> = {
  run({ config, holds }) {
    const found = config.cases.find((one) => holds(one.when));
    return { kind: 'next', outlet: found ? `case:${found.id}` : 'else' };
  },
};
