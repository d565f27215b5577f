import type { ConfigOf, NodeHandler } from '@patchbay/node-kit';
import type { messageDefinition } from './definition.ts';

export const messageHandler: NodeHandler<ConfigOf<typeof messageDefinition>, never> = {
  run({ config, emit, newId }) {
    emit({ type: 'message', id: newId(), role: 'bot', text: config.text });
    return { kind: 'next', outlet: 'next' };
  },
};
