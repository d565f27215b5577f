/** What a script can read at one place of `input`. */
export type InputShape = (
  | { kind: 'text' | 'number' | 'boolean' | 'any' }
  | { kind: 'list'; of?: InputShape }
  /** `open`: it may have other members than those that are known. */
  | { kind: 'object'; members: Readonly<Record<string, InputShape>>; open: boolean }
) & {
  /** It is not on every path that leads here that it gets a value. */
  maybe?: boolean;
  /** A node's result, which holds why it failed where it did. */
  fails?: boolean;
  /** What it is, for who reads it in the editor. */
  about?: string;
};

export interface InputDeclaration {
  /** TypeScript, with `input.Input` for the whole. */
  text: string;
  /** Names of its types that may have other members than those that are declared. */
  open: string[];
  /** Names of members in the order in which they are offered: what is near comes first. */
  order: string[];
}

/** The types of what a script is given, in a namespace of their own, where their names collide with none of the language. */
export function inputDeclaration(input: InputShape): InputDeclaration {
  const types: string[] = [];
  const open: string[] = [];
  const order = new Set<string>();
  const taken = new Set(['NodeFailure', 'Input']);
  // Those of the contract keep their names, whatever the flow calls its own.
  const isOfContract = (shape: InputShape) =>
    shape === input || (input.kind === 'object' && Object.values(input.members).includes(shape));
  const typeOf = (shape: InputShape, name: string): string => {
    const plain = plainTypeOf(shape, name);
    if (shape.kind === 'any') return plain;
    return `${plain}${shape.fails ? ' & NodeFailure' : ''}${shape.maybe ? ' | undefined' : ''}`;
  };
  const plainTypeOf = (shape: InputShape, name: string): string => {
    if (shape.kind === 'list') return shape.of ? `${typeOf(shape.of, `${name}_item`)}[]` : 'any[]';
    if (shape.kind !== 'object') return shape.kind === 'text' ? 'string' : shape.kind;
    const own = isOfContract(shape) ? capital(name) : freeName(name, taken);
    const members = Object.entries(shape.members).map(([key, member]) => {
      order.add(key);
      return `${docOf(member)}readonly ${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${typeOf(member, key)};`;
    });
    if (shape.open) open.push(own);
    types.push(`interface ${own} {\n${members.join('\n')}\n}`);
    return own;
  };
  if (input.kind === 'object') for (const name of Object.keys(input.members)) taken.add(capital(name));
  typeOf(input, 'Input');
  return { text: `declare namespace input {\n${types.join('\n')}\n}`, open, order: [...order] };
}

/** `Order` for `order`; with a number where that is taken. */
function freeName(key: string, taken: Set<string>): string {
  const word = key.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)|^$/, '_');
  const stem = capital(word);
  let name = stem;
  for (let number = 2; taken.has(name); number++) name = `${stem}_${number}`;
  taken.add(name);
  return name;
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function docOf({ about }: InputShape): string {
  return about ? `/** ${about.replaceAll('*/', '* /')} */\n` : '';
}
