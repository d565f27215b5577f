import { FLOW_FORMAT } from './document-limits.ts';
import type { FlowDocument } from './flow-document.ts';

const ENGLISH = 'Hello! How can I help you?';
const greetings = new Map([
  ['en', ENGLISH],
  ['de', 'Hallo! Wie kann ich Ihnen helfen?'],
]);

/** A new flow: a start that leads to a first message. It is in the language that is given, such as `de`, and says its first words in it where it knows them. */
export function starterDocument({
  key,
  name,
  language,
}: {
  key: string;
  name: string;
  language?: string;
}): FlowDocument {
  const greeting = greetings.get(language?.split('-')[0]?.toLowerCase() ?? 'en') ?? ENGLISH;
  return {
    format: FLOW_FORMAT,
    key,
    name,
    variables: [],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'hello', type: 'message', config: { text: greeting } },
    ],
    edges: [{ from: 'start', port: 'next', to: 'hello' }],
    layout: { start: { x: 0, y: 0 }, hello: { x: 320, y: 0 } },
    settings: { onStuck: 'repeat' },
    ...(language === undefined ? {} : { language }),
  };
}
