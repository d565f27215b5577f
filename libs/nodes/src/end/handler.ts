import type { ConfigOf, NodeHandler } from '@patchbay/node-kit';
import { jsonOf } from '../shared/read-config.ts';
import type { endDefinition } from './definition.ts';

export const endHandler: NodeHandler<ConfigOf<typeof endDefinition>, never> = {
  run({ config }) {
    const output = Object.fromEntries(Object.entries(config.output ?? {}).map(([key, value]) => [key, jsonOf(value)]));
    return { kind: 'end', resolution: config.resolution, output };
  },
};
