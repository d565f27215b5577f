import type { ClientRequest } from './model-connection.ts';

type Messages = ClientRequest['messages'];

/** Messages that ask for an answer by a schema, in the instructions: for servers that cannot be asked in any other way. */
export function withSchemaInWords({
  messages,
  schema,
}: {
  messages: Messages;
  schema: Record<string, unknown>;
}): Messages {
  const words = `Answer with JSON that fits this JSON Schema, and with nothing else: no other text, no code block.\n${JSON.stringify(schema)}`;
  const [first, ...others] = messages;
  // Many models know one place for instructions alone.
  if (first?.role !== 'system') return [{ role: 'system', content: words }, ...messages];
  return [{ role: 'system', content: `${first.content}\n\n${words}` }, ...others];
}
