import { compileTemplate, hasTemplate } from '@patchbay/expressions';
import type { FlowDocument, FlowNode } from '@patchbay/flow-spec';
import { textsOf } from '../edits/texts-of.ts';

interface Options {
  document: FlowDocument;
  /** The node whose result, or the variable that it saves, is read. */
  nodeId: string;
  name: string;
}

/** Whether a flow reads a part of what a node gives by its name: in a template, a script or the name of a variable. Where it takes the whole, or it cannot be told, it does. */
export function readsPart({ document, nodeId, name }: Options): boolean {
  const saveAs = document.nodes.find((node) => node.id === nodeId)?.config?.saveAs;
  const roots = [['nodes', nodeId], ...(typeof saveAs === 'string' && saveAs !== '' ? [['vars', saveAs]] : [])];
  const translated = Object.values(document.translations ?? {}).flatMap((texts) => Object.values(texts));
  const texts = [...document.nodes.flatMap(textsIn), ...translated];
  return texts.some((text) => roots.some(([of = '', key = '']) => isPartOf({ text, of, key, name })));
}

const known = new WeakMap<FlowNode, string[]>();

function textsIn(node: FlowNode): string[] {
  const before = known.get(node);
  if (before) return before;
  const texts = textsOf(node.config).map(({ text }) => text);
  known.set(node, texts);
  return texts;
}

function isPartOf({ text, of, key, name }: { text: string; of: string; key: string; name: string }): boolean {
  // The name of a variable whose part is set.
  if (of === 'vars' && (text === `${key}.${name}` || text.startsWith(`${key}.${name}.`))) return true;
  if (!new RegExp(`\\b${of}\\b`).test(text)) return false;
  if (!hasTemplate(text)) return isPartInScript({ text, of, key, name });
  try {
    return compileTemplate(text).references.some(
      ([root, one, part]) =>
        root === of && (one === undefined || (one === key && (part === undefined || part === name))),
    );
  } catch {
    return true;
  }
}

// Code, or a text that only speaks of variables, in which case nothing is lost.
function isPartInScript({ text, of, key, name }: { text: string; of: string; key: string; name: string }): boolean {
  const parts = [...text.matchAll(new RegExp(`\\b${of}\\b${STEP}(?:${STEP})?`, 'g'))];
  // Where the code takes all of them, or names one that it works out.
  if (parts.length < [...text.matchAll(new RegExp(`\\b${of}\\b`, 'g'))].length) return true;
  return parts.some((match) => {
    const [one, part] = [match[1] ?? match[2], match[3] ?? match[4]];
    return one === key && (part === undefined || part === name);
  });
}

/** A step into an object by a name that is written out. */
const STEP = `\\s*(?:\\??\\.\\s*([A-Za-z_][\\w-]*)|(?:\\?\\.)?\\[\\s*['"]([\\w-]+)['"]\\s*\\])`;
