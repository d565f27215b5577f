import type { Verdict } from '@patchbay/node-kit';
import { renderedConfig } from './rendered-config.ts';
import type { RunEvent } from './run-event.ts';
import type { Visit } from './visit.ts';

/**
 * Lets a verdict stand in for a node: tells the user what the node would have told of it. Gives the config of the visit; one that cannot be rendered
 * now is no hindrance, since the node is not run.
 */
export function standIn(options: {
  visit: Visit;
  verdict: Extract<Verdict, { kind: 'next' | 'fail' }>;
  put(event: RunEvent): void;
}): unknown {
  const { visit, verdict, put } = options;
  const { node, context } = visit;
  const config = configOf(visit);
  const text = verdict.kind === 'next' ? node.definition?.says?.(config, verdict.output) : undefined;
  if (text !== undefined && text !== '') put({ type: 'message', id: context.newId(), role: 'bot', text });
  return config;
}

function configOf(visit: Visit): Record<string, unknown> {
  try {
    const config = renderedConfig(visit);
    return typeof config === 'object' && config !== null ? { ...config } : {};
  } catch {
    return Object.fromEntries(
      visit.node.config.values.flatMap(([key, value]) => (value.constant ? [[key, value.value]] : [])),
    );
  }
}
