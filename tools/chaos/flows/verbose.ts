import { documentOf } from './document-of.ts';

/** Characters of each of its messages, and how many it says to one of the user's: with a few of these a reader who does not read is far behind. */
const LENGTH = 20_000;
const MESSAGES = 5;

const names = Array.from({ length: MESSAGES }, (_, index) => `much${index + 1}`);
const text = `{{ message.text }} ${'much to say '.repeat(Math.ceil(LENGTH / 12))}`;

/** Says much at once. */
export const verbose = documentOf({
  key: 'chaos-verbose',
  nodes: {
    start: { type: 'start', waitForMessage: true },
    ...Object.fromEntries(names.map((name) => [name, { type: 'message', text }])),
  },
  edges: names.map((name, index) => `${names[index - 1] ?? 'start'} > ${name}`),
});
