import { FLOW_FORMAT } from './document-limits.ts';
import type { FlowDocument } from './flow-document.ts';

/** A new flow: a start that leads to a first message. */
export function starterDocument({ key, name }: { key: string; name: string }): FlowDocument {
  return {
    format: FLOW_FORMAT,
    key,
    name,
    variables: [],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'hello', type: 'message', config: { text: 'Hello! How can I help you?' } },
    ],
    edges: [{ from: 'start', port: 'next', to: 'hello' }],
    layout: { start: { x: 0, y: 0 }, hello: { x: 320, y: 0 } },
    settings: { onStuck: 'repeat' },
  };
}
