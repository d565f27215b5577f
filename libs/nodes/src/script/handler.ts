import { type ConfigOf, type JsonValue, NodeError, type NodeHandler } from '@patchbay/node-kit';
import type { scriptDefinition } from './definition.ts';

export const scriptHandler: NodeHandler<ConfigOf<typeof scriptDefinition>, 'script'> = {
  async run({ config, scope, services, signal, log }) {
    const { vars, user, message, nodes, conversation } = scope;
    const result = await services.script.run({
      code: config.code,
      input: JSON.stringify({ vars, user, message, nodes, conversation }),
      timeoutMs: config.timeoutMs,
      memoryMb: config.memoryMb,
      signal,
    });
    for (const entry of result.logs) log(entry);
    return { kind: 'next', outlet: 'next', output: parse(result.value) };
  },
};

// A key `__proto__` would set the prototype of whatever it is copied into.
function parse(text: string): JsonValue {
  try {
    return JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value));
  } catch {
    throw new NodeError({
      code: 'script.not_json',
      message: 'The script returned something that is not JSON.',
      fault: 'user',
    });
  }
}
