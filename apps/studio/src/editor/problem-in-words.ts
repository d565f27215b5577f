import type { FlowDocument, FlowProblem } from '@patchbay/flow-spec';
import { localise } from '@patchbay/texts';
import { placeInWords } from './place-in-words.ts';

/**
 * What is wrong, in the language of the studio, with the field called as its form calls it: documents, and so what checks them, name it by its key. Where the field
 * stands beside it, what the author of the node type wrote is enough.
 */
export function problemInWords({
  document,
  problem: { nodeId, path, code, message },
  beside = false,
}: {
  document: FlowDocument;
  problem: Pick<FlowProblem, 'nodeId' | 'path' | 'code' | 'message'>;
  beside?: boolean;
}): string {
  const named = `"${path}"`;
  if (nodeId === null || code !== 'config.invalid' || !message.startsWith(named)) return localise(message);
  const said = message.slice(named.length);
  if (beside && said.startsWith(': ')) return localise(said.slice(2));
  return localise(`“${placeInWords({ document, nodeId, path })}”${said}`);
}
