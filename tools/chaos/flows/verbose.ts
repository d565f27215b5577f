import { documentOf } from './document-of.ts';

/** Characters of its one message: with a few of them a reader who does not read is far behind. */
const LENGTH = 20_000;

/** Says much at once. */
export const verbose = documentOf({
  key: 'chaos-verbose',
  nodes: {
    start: { type: 'start', waitForMessage: true },
    much: { type: 'message', text: `{{ message.text }} ${'much to say '.repeat(Math.ceil(LENGTH / 12))}` },
  },
  edges: ['start > much'],
});
