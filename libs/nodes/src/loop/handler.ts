import type { Assignment, ConfigOf, JsonValue, NodeHandler, Verdict } from '@patchbay/node-kit';
import { isRecord, jsonOf } from '../shared/read-config.ts';
import type { loopDefinition } from './definition.ts';

/** Takes the next item, or leaves by `done`. The items are kept from the entry on. */
export const loopHandler: NodeHandler<ConfigOf<typeof loopDefinition>, never> = {
  run({ config, arrival, render }): Verdict {
    const kept = arrival.kind === 'entered' ? keptOf(arrival.loop) : undefined;
    const items = kept?.items ?? render(config.items);
    if (!Array.isArray(items)) {
      if (items === null || items === undefined || items === '') return { kind: 'next', outlet: 'done' };
      return {
        kind: 'fail',
        error: { code: 'loop.not_a_list', message: 'What the loop goes through is no list.', retryable: false },
      };
    }
    const index = (kept?.index ?? -1) + 1;
    if (index >= Math.min(items.length, config.limit)) return { kind: 'next', outlet: 'done' };
    const assign: Assignment[] = [{ path: config.itemVar, value: jsonOf(items[index]) }];
    if (config.indexVar !== undefined) assign.push({ path: config.indexVar, value: index });
    return {
      kind: 'next',
      outlet: 'each',
      assign,
      loop: { items: kept ? kept.items : jsonOf(items.slice(0, config.limit)), index },
    };
  },
};

function keptOf(loop: JsonValue | undefined): { items: JsonValue[]; index: number } | undefined {
  if (!isRecord(loop) || !Array.isArray(loop.items) || typeof loop.index !== 'number') return undefined;
  return { items: loop.items, index: loop.index };
}
