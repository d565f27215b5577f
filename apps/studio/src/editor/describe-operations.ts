import { type FlowDocument, type FlowNode, graphOf, listEditOf, type Operation } from '@patchbay/flow-spec';
import { formFields } from '@patchbay/node-kit';
import { localise } from '@patchbay/texts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { nameOfNode } from './name-of-node.ts';
import { settingInWords } from './setting-in-words.ts';

/** What a change is called in the history: one short sentence. `document` is the one before it. */
export function describeOperations({
  document,
  operations,
}: {
  document: FlowDocument;
  operations: readonly Operation[];
}): string {
  const main = mainOperations(operations);
  const [first] = main;
  if (!first) return 'Nothing';
  const many = main.length;
  const name = (id: string) => `“${nameOfNode({ document, id })}”`;
  switch (first.type) {
    case 'node.add':
      return many > 1 ? `Added ${many} nodes` : `Added ${addedName({ document, node: first.node })}`;
    case 'node.remove':
      return many > 1 ? `Removed ${many} nodes` : `Removed ${name(first.id)}`;
    case 'node.set': {
      const field = fieldOf({ document, id: first.id, path: first.path });
      const edit = many > 1 ? undefined : listEditOf(first);
      if (!edit) return `Changed ${field} of ${name(first.id)}`;
      return edit.kind === 'insert'
        ? `Added an item to ${field} of ${name(first.id)}`
        : `Removed an item from ${field} of ${name(first.id)}`;
    }
    case 'node.label':
      return first.label ? `Named ${name(first.id)} “${first.label}”` : `Removed the name of ${name(first.id)}`;
    case 'node.move':
      return many > 1 ? `Moved ${many} nodes` : `Moved ${name(first.id)}`;
    case 'node.rename':
      return `Changed the id ${first.id} to ${first.to}`;
    case 'node.convert':
      return `Changed ${name(first.id)}`;
    case 'edge.add':
      return `Connected ${name(first.edge.from)} to ${name(first.edge.to)}`;
    case 'edge.remove':
      return many > 1 ? `Removed ${many} connections` : `Disconnected ${name(first.from)}`;
    case 'edge.reconnect':
      return `Led ${name(first.from)} to ${name(first.to)}`;
    case 'variable.add':
      return `Declared the variable ${first.variable.key}`;
    case 'variable.set':
      return `Changed the variable ${first.key}`;
    case 'variable.remove':
      return `Removed the variable ${first.key}`;
    case 'note.add':
      return 'Added a note';
    case 'note.set':
      return 'Changed a note';
    case 'note.remove':
      return 'Removed a note';
    case 'frame.add':
      return first.frame.title ? `Added the frame “${first.frame.title}”` : 'Added a frame';
    case 'frame.set':
      return `Changed the frame “${first.frame.title}”`;
    case 'frame.remove':
      return 'Removed a frame';
    case 'flow.set':
      return `Changed the ${first.field} of the flow`;
    case 'settings.set':
      return `Changed the setting “${settingInWords(first.path).join(' › ')}”`;
    case 'translation.set':
      return `Translated a text (${first.language})`;
    case 'document.replace':
      return 'Changed the whole flow';
    default:
      return first satisfies never;
  }
}

// A name that the author gave it is quoted, what its type is called is not.
function addedName({ document, node }: { document: FlowDocument; node: FlowNode }): string {
  const name = nameOfNode({ document: { ...document, nodes: [node] }, id: node.id });
  return node.label ? `“${name}”` : name;
}

// As its form calls it, in the language of the studio: a name in quotation marks is shown as it stands.
function fieldOf({ document, id, path }: { document: FlowDocument; id: string; path: readonly (string | number)[] }) {
  const [key] = path;
  if (key === undefined) return 'the form';
  const definition = nodeRegistry.get(graphOf(document).node(id)?.type ?? '');
  const field = definition && formFields(definition).find((one) => one.key === key);
  return field ? `“${localise(field.label)}”` : String(key);
}

// What the author meant comes before what follows from it: who adds a node moves edges with it.
const ORDER: Operation['type'][] = ['document.replace', 'node.add', 'node.remove', 'node.rename', 'node.set'];

function mainOperations(operations: readonly Operation[]): Operation[] {
  for (const type of ORDER) {
    const found = operations.filter((operation) => operation.type === type);
    if (found.length > 0) return found;
  }
  const [first] = operations;
  return operations.filter((operation) => operation.type === first?.type);
}
