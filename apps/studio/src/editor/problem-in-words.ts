import { type FlowDocument, type FlowProblem, graphOf } from '@patchbay/flow-spec';
import { localise } from '@patchbay/texts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { choicesAt } from './choices-at.ts';
import { placeInWords } from './place-in-words.ts';

/**
 * What is wrong, in the language of the studio, with the field called as its form calls it, and what can be chosen in it as well: documents, and so what checks them,
 * name them by key. Where the field stands beside it, what the author of the node type wrote is enough. A port is called as its card calls it.
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
  if (nodeId !== null && ABOUT_PORTS.has(code)) return localise(withPort({ document, nodeId, port: path, message }));
  const named = `"${path}"`;
  if (nodeId === null || code !== 'config.invalid' || !message.startsWith(named)) return localise(message);
  const said = message.slice(named.length);
  if (beside && said.startsWith(': ')) return localise(said.slice(2));
  return localise(`“${placeInWords({ document, nodeId, path })}”${withChoices({ document, nodeId, path, said })}`);
}

/** Of these the path is a port, and the message has its English label in quotation marks. */
const ABOUT_PORTS: ReadonlySet<string> = new Set(['edge.missing', 'edge.error_unrouted', 'edge.no_way_back']);

function withPort(options: { document: FlowDocument; nodeId: string; port: string; message: string }): string {
  const { document, nodeId, port, message } = options;
  const node = graphOf(document).node(nodeId);
  const outlets = node ? nodeRegistry.get(node.type)?.outlets(node.config ?? {}) : undefined;
  const label = outlets?.find(({ id }) => id === port)?.label;
  return label === undefined ? message : message.replace(/"[^]*"/, () => `"${label}"`);
}

function withChoices({
  document,
  nodeId,
  path,
  said,
}: {
  document: FlowDocument;
  nodeId: string;
  path: string;
  said: string;
}): string {
  const values = /^ must be one of: (.*)\.$/s.exec(said)?.[1]?.split(', ');
  if (!values) return said;
  const choices = choicesAt({ document, nodeId, path });
  const labels = values.map((value) => choices.find((one) => one.value === value)?.label ?? value);
  return ` must be one of: ${labels.join(', ')}.`;
}
