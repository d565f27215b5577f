import { typescriptLanguage } from '@codemirror/lang-javascript';
import { hasMember, type InputShape } from './input-shape.ts';

interface ScriptFault {
  from: number;
  to: number;
  kind: 'syntax' | 'member' | 'variable' | 'node' | 'type' | 'copy';
  /** What is read, and of what: `input.vars`, `vars.count`. */
  name: string;
  of: string;
  /** What `of` is, for `type`. */
  is?: string;
  /** A name that may have been meant. */
  meant?: string;
}

type Tree = ReturnType<typeof typescriptLanguage.parser.parse>;
type SyntaxNode = Tree['topNode'];

/**
 * What a script reads of `input` that is not there: names that the flow does not have, members that a value of its type does not have, writes to what is only a copy, and the
 * first place that cannot be read at all. What goes through a variable of the script's own is not followed.
 */
export function scriptFaults({ code, shape }: { code: string; shape: InputShape }): ScriptFault[] {
  const tree = typescriptLanguage.parser.parse(code);
  const faults: ScriptFault[] = [];
  let unreadable: SyntaxNode | undefined;
  let renamed = false;
  const reads: SyntaxNode[] = [];
  tree.iterate({
    enter: ({ type, node }) => {
      if (type.isError) unreadable ??= node;
      const text = code.slice(node.from, node.to);
      if (type.name === 'VariableDefinition' && text === 'input') renamed = true;
      if (type.name === 'VariableName' && text === 'input') reads.push(node);
    },
  });
  if (unreadable) {
    const { from, to } = unreadable;
    const at = Math.min(from, Math.max(0, code.length - 1));
    faults.push({ from: at, to: Math.max(to, at + 1), kind: 'syntax', name: code.slice(from, to), of: '' });
  }
  if (renamed) return faults;
  for (const read of reads) {
    const fault = faultOf({ code, shape, read });
    if (fault) faults.push(fault);
  }
  return faults;
}

function faultOf({
  code,
  shape,
  read,
}: {
  code: string;
  shape: InputShape;
  read: SyntaxNode;
}): ScriptFault | undefined {
  const steps: { name: string; from: number; to: number }[] = [];
  let at = read;
  for (let up = at.parent; up?.name === 'MemberExpression' && up.firstChild?.from === at.from; up = at.parent) {
    const step = memberOf({ code, node: up });
    if (!step) break;
    steps.push(step);
    at = up;
  }
  const [first] = steps;
  const written = at.parent?.name === 'AssignmentExpression' && at.parent.firstChild?.from === at.from;
  if (written && first)
    return { from: at.from, to: at.to, kind: 'copy', name: code.slice(at.from, at.to), of: 'input' };
  let place = shape;
  for (const [index, { name, from, to }] of steps.entries()) {
    const has = hasMember({ shape: place, name });
    const of = ['input', ...steps.slice(0, index).map((one) => one.name)].join('.');
    if (has === false) {
      const meant = closest({ name, among: [...place.members.keys()] });
      const fault = { from, to, name, of, ...(meant === undefined ? {} : { meant }) };
      if (of === 'input.vars') return { ...fault, kind: 'variable' };
      if (of === 'input.nodes') return { ...fault, kind: 'node' };
      return place.kind === 'object' || place.kind === undefined
        ? { ...fault, kind: 'member' }
        : { ...fault, kind: 'type', is: place.kind };
    }
    const next = place.members.get(name);
    if (!next) return undefined;
    place = next;
  }
  return undefined;
}

function memberOf({ code, node }: { code: string; node: SyntaxNode }) {
  const last = node.lastChild;
  if (last?.name === 'PropertyName') return { name: code.slice(last.from, last.to), from: last.from, to: last.to };
  const key = last?.prevSibling;
  if (last?.name !== ']' || key?.name !== 'String') return undefined;
  return { name: code.slice(key.from + 1, key.to - 1), from: key.from, to: key.to };
}

/** Of some names the one that is a slip of the hand away. */
function closest({ name, among }: { name: string; among: readonly string[] }): string | undefined {
  const near = among
    .map((one) => ({ one, away: distance(name.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, away }) => away <= Math.max(1, Math.floor(one.length / 4)))
    .toSorted((a, b) => a.away - b.away);
  return near[0]?.one;
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++)
      next.push(
        Math.min(
          (row[to] ?? 0) + 1,
          (next[to - 1] ?? 0) + 1,
          (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[other.length] ?? 0;
}
