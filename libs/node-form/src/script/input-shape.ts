import type { OutputShape } from '@patchbay/node-kit';
import type { Suggestion } from '../form-context.ts';

/** What a script can read at one place of `input`. */
export interface InputShape {
  /** Undefined where it may be anything. */
  kind: 'text' | 'number' | 'boolean' | 'array' | 'object' | undefined;
  /** What it has by name, as far as that is known. */
  members: Map<string, InputShape>;
  /** Whether it has no others. */
  closed: boolean;
}

// As the contract of scripts names them; what a variable or a result holds further in is told by the flow alone.
const ROOTS = { vars: true, user: false, message: true, nodes: true, conversation: false };

/** The shape of `input` in a script of this flow, from what its templates may name. */
export function inputShape(suggestions: readonly Suggestion[]): InputShape {
  const root: InputShape = { kind: 'object', members: new Map(), closed: true };
  for (const [name, closed] of Object.entries(ROOTS))
    root.members.set(name, { kind: 'object', members: new Map(), closed });
  root.members.get('message')?.members.set('files', { kind: 'array', members: new Map(), closed: false });
  for (const { path, shape } of suggestions) {
    const [first = '', ...rest] = path.split('.');
    let at = root.members.get(first);
    for (const step of rest) {
      if (!at) break;
      const next: InputShape = at.members.get(step) ?? { kind: undefined, members: new Map(), closed: false };
      at.members.set(step, next);
      at = next;
    }
    if (at && rest.length > 0 && shape !== undefined) at.kind = kindOf(shape);
  }
  return root;
}

function kindOf(shape: OutputShape): InputShape['kind'] {
  if (typeof shape === 'object') return 'object';
  return shape === 'any' ? undefined : shape;
}

/** Members that values of a kind have of themselves. */
const OWN: Record<'text' | 'number' | 'boolean' | 'array', object> = {
  text: String.prototype,
  number: Number.prototype,
  boolean: Boolean.prototype,
  array: Array.prototype,
};

/** Whether a place has a member of this name; undefined when that cannot be told. */
export function hasMember({ shape, name }: { shape: InputShape; name: string }): boolean | undefined {
  if (shape.members.has(name)) return true;
  if (shape.kind === undefined) return undefined;
  if (shape.kind !== 'object') return name in OWN[shape.kind];
  return name in Object.prototype || (shape.closed ? false : undefined);
}
