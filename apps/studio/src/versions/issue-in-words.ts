import type { FlowDocument } from '@patchbay/flow-spec';
import { tellingNames } from '../editor/name-of-node.ts';
import { placeInWords } from '../editor/place-in-words.ts';
import { problemInWords } from '../editor/problem-in-words.ts';

/** What the server found in a draft, in words of the editor: the node or the place in the flow where it is, and what is wrong there. */
export function issueInWords({
  document,
  issue: { path, code, message },
}: {
  document: FlowDocument;
  issue: { path: string; code: string; message: string };
}): { nodeId: string | null; place: string; said: string } {
  const node = document.nodes.find(({ id }) => path === id || path.startsWith(`${id}.`));
  const nodeId = node?.id ?? null;
  const within = node ? path.slice(node.id.length + 1) : path;
  const said = problemInWords({ document, problem: { nodeId, path: within, code, message } });
  const place = placeInWords({ document, nodeId, path: within });
  // A field that is named in what is wrong with it is named once.
  const names = [nodeId === null ? '' : tellingNames(document)(nodeId), said.includes(place) ? '' : place];
  return { nodeId, place: names.filter((name) => name !== '').join(' › '), said };
}
