import type { Assignment, ConfigOf, JsonObject, NodeHandler } from '@patchbay/node-kit';
import { jsonOf } from '../shared/read-config.ts';
import { withAssigned } from '../shared/with-assigned.ts';
import type { setDefinition } from './definition.ts';

/** Sets variables in order; each value sees those before it. */
export const setHandler: NodeHandler<ConfigOf<typeof setDefinition>, never> = {
  run({ config, vars, render, defaultOf }) {
    const assign: Assignment[] = [];
    let seen: JsonObject = vars;
    for (const { key, value } of config.assignments) {
      if (value === undefined) {
        assign.push({ path: key });
        seen = withAssigned({ vars: seen, path: key, value: defaultOf(key) });
        continue;
      }
      const rendered = jsonOf(render(value, { vars: seen }));
      assign.push({ path: key, value: rendered });
      seen = withAssigned({ vars: seen, path: key, value: rendered });
    }
    return { kind: 'next', outlet: 'next', assign };
  },
};
