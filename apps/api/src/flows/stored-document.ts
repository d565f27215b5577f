import { type FlowDocument, parseFlowText } from '@patchbay/flow-spec';

/** A document that was let in when it was stored. */
export function storedDocument(text: string): FlowDocument {
  const parsed = parseFlowText(text);
  if (!parsed.ok) throw new Error(`a stored flow document does not parse: ${parsed.issues[0]?.message ?? ''}`);
  return parsed.value;
}
