import type { FlowDocument } from '@patchbay/flow-spec';

/** A flow with a loop, a choice and a call of a system whose answer it tells: data of every kind. */
export function statusFlow({ key, url }: { key: string; url: string }): FlowDocument {
  const ids = ['start', 'loop', 'each', 'pick', 'other', 'call', 'keep', 'say', 'ask'];
  return {
    format: 'patchbay.flow/1',
    key,
    name: key,
    variables: [
      { key: 'state', type: 'string' },
      { key: 'devices', type: 'array', default: ['Laptop', 'Phone', 'Mouse'] },
    ],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'loop', type: 'loop', config: { items: '{{ vars.devices }}', itemVar: 'device' } },
      { id: 'each', type: 'message', config: { text: 'Order {{ vars.device }}' } },
      {
        id: 'pick',
        type: 'choice',
        config: {
          text: 'What is it about?',
          style: 'buttons',
          options: [
            { id: 'vpn', label: 'VPN' },
            { id: 'other', label: 'Another' },
          ],
        },
      },
      { id: 'other', type: 'message', config: { text: 'Nobody knows' } },
      { id: 'call', type: 'http', config: { url, method: 'GET' } },
      { id: 'keep', type: 'set', config: { assignments: [{ key: 'state', value: '{{ nodes.call.body.state }}' }] } },
      { id: 'say', type: 'message', config: { text: 'The VPN is {{ vars.state }}' } },
      { id: 'ask', type: 'question', config: { text: 'What is your name?', saveAs: 'name' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'loop' },
      { from: 'loop', port: 'each', to: 'each' },
      { from: 'each', port: 'next', to: 'loop' },
      { from: 'loop', port: 'done', to: 'pick' },
      { from: 'pick', port: 'option:vpn', to: 'call' },
      { from: 'pick', port: 'option:other', to: 'other' },
      { from: 'call', port: 'next', to: 'keep' },
      { from: 'keep', port: 'next', to: 'say' },
      { from: 'say', port: 'next', to: 'ask' },
    ],
    layout: Object.fromEntries(ids.map((id, index) => [id, { x: (index % 3) * 300, y: Math.floor(index / 3) * 240 }])),
  };
}
