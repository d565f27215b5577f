import type { ConfigOf, JsonObject, NodeHandler } from '@patchbay/node-kit';
import { jsonOf } from '../shared/read-config.ts';
import type { subflowDefinition } from './definition.ts';

export const subflowHandler: NodeHandler<ConfigOf<typeof subflowDefinition>, never> = {
  run({ config, arrival }) {
    if (arrival.kind === 'returned') {
      const { resolution, output } = arrival;
      return { kind: 'next', outlet: 'next', output: { resolution, output } };
    }
    // What gives nothing is not given: the variable keeps its default.
    const given = Object.entries(config.input ?? {}).filter(([, value]) => value !== undefined);
    const input: JsonObject = Object.fromEntries(given.map(([key, value]) => [key, jsonOf(value)]));
    return { kind: 'call', flow: config.flow, input };
  },
};
