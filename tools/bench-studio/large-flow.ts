import type { FlowDocument, FlowEdge, FlowNode } from '@patchbay/flow-spec';

/** A flow as large helpdesks have them: choices that fork into steps, forms and conditions, and join again. The same at each call. */
export function largeFlow({
  key,
  nodes: count,
  edges: wanted,
}: {
  key: string;
  nodes: number;
  edges: number;
}): FlowDocument {
  const nodes: FlowNode[] = [{ id: 'start', type: 'start', config: {} }];
  const edges: FlowEdge[] = [];
  const layout: NonNullable<FlowDocument['layout']> = { start: { x: 0, y: 0 } };
  const columns = Math.ceil(Math.sqrt(count * 0.6));
  for (let index = 1; index < count; index++) {
    const id = `n${index}`;
    nodes.push(nodeOf({ id, index }));
    layout[id] = { x: (index % columns) * 340, y: Math.floor(index / columns) * 260 };
    edges.push({ from: index === 1 ? 'start' : `n${index - 1}`, port: portsOf(index - 1)[0] ?? 'next', to: id });
  }
  // More ways ahead, a few steps on, by ports that are still open.
  for (let index = 1; index < count && edges.length < wanted; index++)
    for (const [way, port] of portsOf(index).slice(1).entries()) {
      const to = index + 2 + way * 3;
      if (to < count && edges.length < wanted) edges.push({ from: `n${index}`, port, to: `n${to}` });
    }
  return { format: 'patchbay.flow/1', key, name: `${count} nodes`, variables: [], nodes, edges, layout };
}

function portsOf(index: number): string[] {
  if (index % 4 === 0 && index > 0) return ['option:a', 'option:b', 'next'];
  if (index % 7 === 3) return ['case:x', 'else'];
  if (index === 6) return ['next', 'error'];
  return ['next'];
}

function nodeOf({ id, index }: { id: string; index: number }): FlowNode {
  if (index % 4 === 0) {
    const options = ['a', 'b'].map((option) => ({ id: option, label: `Way ${option} of ${index}` }));
    return { id, type: 'choice', config: { text: `Question ${index}?`, options, saveAs: `v${index % 20}` } };
  }
  if (index % 7 === 3) {
    const when = { left: `{{ vars.v${index % 20} }}`, op: 'eq', right: 'a' };
    return { id, type: 'condition', config: { cases: [{ id: 'x', label: 'Way a', when }] } };
  }
  if (index === 6)
    return {
      id,
      type: 'script',
      config: { code: "const parts = ['a', 'b'];\nreturn parts.join(input.conversation.id);" },
    };
  return { id, type: 'message', config: { text: `Step ${index}: try this, {{ user.name | default: 'you' }}.` } };
}
