/** A flow of so many nodes whose turns pass three of them, whatever its size: the others hang on a way that nobody takes. */
export function flowOfNodes({ key, nodes }: { key: string; nodes: number }): object {
  const others = Array.from({ length: nodes - 3 }, (_, index) => `other${index + 1}`);
  return {
    format: 'patchbay.flow/1',
    key,
    name: `A flow of ${nodes} nodes`,
    variables: [],
    nodes: [
      { id: 'start', type: 'start', config: { waitForMessage: true } },
      {
        id: 'which',
        type: 'condition',
        config: { cases: [{ id: 'other', when: { all: [{ left: '{{ message.text }}', op: 'eq', right: 'other' }] } }] },
      },
      { id: 'reply', type: 'message', config: { text: 'You said: {{ message.text }}' } },
      ...others.map((id) => ({ id, type: 'message', config: { text: `Here is ${id}, {{ message.text }}` } })),
    ],
    edges: [
      { from: 'start', port: 'next', to: 'which' },
      { from: 'which', port: 'else', to: 'reply' },
      { from: 'which', port: 'case:other', to: others[0] },
      ...others.slice(1).map((id, index) => ({ from: others[index], port: 'next', to: id })),
    ],
    layout: {},
  };
}

/** Repeats what is said, and asks the model with the last messages when it is told to. */
export function historyFlow({ key }: { key: string }): object {
  return {
    format: 'patchbay.flow/1',
    key,
    name: 'Repeats, or asks a model',
    variables: [],
    nodes: [
      { id: 'start', type: 'start', config: { waitForMessage: true } },
      {
        id: 'which',
        type: 'condition',
        config: {
          cases: [{ id: 'ask', when: { all: [{ left: '{{ message.text }}', op: 'contains', right: 'ask' }] } }],
        },
      },
      { id: 'reply', type: 'message', config: { text: 'You said: {{ message.text }}' } },
      {
        id: 'answer',
        type: 'llm',
        config: { connection: 'openai', prompt: '{{ message.text }}', history: 10, output: 'reply' },
      },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'which' },
      { from: 'which', port: 'else', to: 'reply' },
      { from: 'which', port: 'case:ask', to: 'answer' },
    ],
    layout: {},
  };
}
