import { closestName } from '@patchbay/flow-spec';
import ts from 'typescript';

/** Something that is wrong in a script, in words of our own by its kind; `other` is in those of TypeScript. */
export interface ScriptFault {
  from: number;
  to: number;
  severity: 'error' | 'warning';
  kind:
    | 'member'
    | 'variable'
    | 'node'
    | 'type'
    | 'copy'
    | 'absent'
    | 'unknown'
    | 'undeclared'
    | 'outside'
    | 'module'
    | 'typesOnly'
    | 'other';
  /** What is read, and of what: `vars.count`. */
  name: string;
  of: string;
  /** What `of` is, for `type`. */
  is?: 'text' | 'number' | 'boolean' | 'array' | undefined;
  /** A name that may have been meant. */
  meant?: string | undefined;
  /** What TypeScript says. */
  said: string;
}

interface Place {
  source: ts.SourceFile;
  checker: ts.TypeChecker;
  /** Names of types of `input` that may have members that are not known. */
  open: ReadonlySet<string>;
}

// By what TypeScript says. See its diagnosticMessages.json.
const NO_MEMBER = new Set([2339, 2550, 2551, 2568]);
const NO_NAME = new Set([
  2304, 2503, 2552, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 2662, 2663, 2693, 18004,
]);
const ABSENT = new Set([2531, 2532, 2533, 2721, 2722, 2723, 18047, 18048, 18049]);
const ARITHMETIC = new Set([2362, 2363]);
const MODULE = new Set([1232, 1233, 1473, 1474, 1258, 1259, 2307, 2792, 2882, 7016]);
const READ_ONLY = 2540;
const TYPES_ONLY = 1294;
/** Runs, though a stricter JavaScript forbids it. */
const LOOSE = new Set([1121, 1100, 1101, 1102, 1487, 1489]);
/** Fails whenever it is reached. */
const FATAL = new Set([2300, 2448, 2449, 2450, 2451, 2588, 2349, 2351, 2488, 2493]);
/** Nothing that a script would be better for. */
const QUIET = new Set([2403, 2683, 2774, 2801]);

/** Browsers and Node have these, scripts do not. */
const OUTSIDE = new Set(
  'fetch XMLHttpRequest WebSocket EventSource document window navigator location localStorage sessionStorage alert process Buffer require module exports global setInterval clearInterval setImmediate queueMicrotask structuredClone atob btoa URL URLSearchParams TextEncoder TextDecoder crypto performance AbortController SharedArrayBuffer Atomics WeakRef FinalizationRegistry WebAssembly'.split(
    ' ',
  ),
);

/** What TypeScript finds in a script, as far as it is no noise. Red is what fails or gives nothing when it is reached; amber is what may. */
export function faultsOf({ diagnostics, ...place }: Place & { diagnostics: readonly ts.Diagnostic[] }): ScriptFault[] {
  const assigned = assignedNames(place.source);
  const found = diagnostics.flatMap((diagnostic) => faultOf({ ...place, diagnostic, assigned }) ?? []);
  const told = new Set<string>();
  // That a name is not declared is said where it is first read or written.
  const once = found.filter(({ kind, name }) => kind !== 'undeclared' || (!told.has(name) && told.add(name)));
  return [...once, ...unknownKeys(place)];
}

function faultOf({
  diagnostic,
  assigned,
  ...place
}: Place & { diagnostic: ts.Diagnostic; assigned: ReadonlySet<string> }): ScriptFault | undefined {
  const { code, start = 0, length = 0 } = diagnostic;
  const { source } = place;
  const node = nodeAt(source, start);
  const said = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  const name = source.text.slice(start, start + length);
  const base = { from: start, to: start + length, name, of: '', said };
  if (QUIET.has(code) || (code >= 7000 && code < 9000)) return undefined;
  if (code === TYPES_ONLY) return { ...base, severity: 'error', kind: 'typesOnly' };
  if (MODULE.has(code)) return { ...base, severity: 'error', kind: 'module' };
  if (code < 2000) return { ...base, severity: LOOSE.has(code) ? 'warning' : 'error', kind: 'other' };
  if (NO_MEMBER.has(code)) return memberFault({ ...place, base, node, meant: meantOf(diagnostic) });
  if (NO_NAME.has(code)) {
    if (ts.isStringLiteralLike(node)) return { ...base, severity: 'error', kind: 'module' };
    if (OUTSIDE.has(name)) return { ...base, severity: 'error', kind: 'outside' };
    if (assigned.has(name)) return { ...base, severity: 'warning', kind: 'undeclared' };
    return { ...base, severity: 'error', kind: 'unknown', meant: meantOf(diagnostic) };
  }
  if (ABSENT.has(code)) return { ...base, severity: 'warning', kind: 'absent' };
  if (code === READ_ONLY) return isOfInput(node) ? { ...base, severity: 'warning', kind: 'copy' } : undefined;
  if (ARITHMETIC.has(code) && isDate({ ...place, node })) return undefined;
  return { ...base, severity: FATAL.has(code) ? 'error' : 'warning', kind: 'other' };
}

function memberFault({
  base,
  node,
  meant,
  checker,
  open,
}: Place & {
  base: Pick<ScriptFault, 'from' | 'to' | 'name' | 'of' | 'said'>;
  node: ts.Node;
  meant: string | undefined;
}): ScriptFault | undefined {
  const { parent } = node;
  const holder = ts.isPropertyAccessExpression(parent)
    ? parent.expression
    : ts.isBindingElement(parent)
      ? parent.parent
      : undefined;
  if (!holder) return { ...base, severity: 'error', kind: 'other' };
  const type = checker.getNonNullableType(checker.getTypeAtLocation(holder));
  const of = ts.isObjectBindingPattern(holder) ? (initialOf(holder)?.getText() ?? '{ … }') : holder.getText();
  const near = meant ?? closestName({ name: base.name, known: type.getProperties().map((one) => one.name) });
  const isWritten = ts.isPropertyAccessExpression(parent) && isAssigned(parent);
  // Objects of the script's own grow by and by.
  if (isOwnObject(type) || isOpen({ type, open }))
    return isWritten || near === undefined
      ? undefined
      : { ...base, of, meant: near, severity: 'warning', kind: 'member' };
  return closedFault({ base: { ...base, of, meant: near }, type, checker });
}

function closedFault({
  base,
  type,
  checker,
}: {
  base: Pick<ScriptFault, 'from' | 'to' | 'name' | 'of' | 'said' | 'meant'>;
  type: ts.Type;
  checker: ts.TypeChecker;
}): ScriptFault {
  const fault = { ...base, severity: 'error' as const };
  if (isFromInput(type, 'Vars')) return { ...fault, kind: 'variable' };
  if (isFromInput(type, 'Nodes')) return { ...fault, kind: 'node' };
  const is = plainKind({ type, checker });
  return is ? { ...fault, kind: 'type', is } : { ...fault, kind: 'member' };
}

/** `input.vars['devise']`: for TypeScript, a name in brackets may be anything. */
function unknownKeys({ source, checker, open }: Place): ScriptFault[] {
  const found: ScriptFault[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
      const type = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
      const { text: name } = node.argumentExpression;
      if (isFromInput(type) && !isOpen({ type, open }) && !type.getProperty(name)) {
        const [from, to] = [node.argumentExpression.getStart(), node.argumentExpression.getEnd()];
        const meant = closestName({ name, known: type.getProperties().map((one) => one.name) });
        const base = { from, to, name, of: node.expression.getText(), said: '', meant };
        found.push(closedFault({ base, type, checker }));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Names that something is put into without their having been declared, which makes them in a script that is not strict. */
function assignedNames(source: ts.SourceFile): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isIdentifier(node.left)
    )
      found.add(node.left.text);
    if ((ts.isForInStatement(node) || ts.isForOfStatement(node)) && ts.isIdentifier(node.initializer))
      found.add(node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The name that TypeScript takes to be meant: the last of what it puts in quotes, where it asks. */
function meantOf({ code, messageText }: ts.Diagnostic): string | undefined {
  if (code !== 2551 && code !== 2552) return undefined;
  const text = typeof messageText === 'string' ? messageText : messageText.messageText;
  return /.*['"„“»‚‘]([\w$]+)['"“”«’]/s.exec(text)?.[1];
}

function isAssigned(node: ts.Expression): boolean {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  const { kind } = parent.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Whether it is written as a part of `input` itself; what was taken out of it may be changed and returned. */
function isOfInput(node: ts.Node): boolean {
  let at = node.parent;
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) {
    if (ts.isIdentifier(at.expression)) return at.expression.text === 'input';
    if (!ts.isPropertyAccessExpression(at.expression) && !ts.isElementAccessExpression(at.expression)) return false;
    at = at.expression;
  }
  return false;
}

function initialOf(pattern: ts.BindingPattern): ts.Expression | undefined {
  return ts.isVariableDeclaration(pattern.parent) ? pattern.parent.initializer : undefined;
}

function isOwnObject(type: ts.Type): boolean {
  return type.symbol?.name === '__object' || (type.flags & ts.TypeFlags.Never) !== 0;
}

function isOpen({ type, open }: { type: ts.Type; open: ReadonlySet<string> }): boolean {
  const parts = type.isUnionOrIntersection() ? type.types : [type];
  return parts.some((part) => isFromInput(part) && open.has(part.symbol.name));
}

/** Whether it is one of the types that were made of the flow, of this name where one is given. */
function isFromInput(type: ts.Type, name?: string): boolean {
  const [declaration] = type.symbol?.declarations ?? [];
  return declaration?.getSourceFile().fileName === '/input.d.ts' && (name === undefined || type.symbol.name === name);
}

function isDate({ node, checker }: Place & { node: ts.Node }): boolean {
  let at: ts.Node = node;
  while (at.parent && at.parent.pos === at.pos && !ts.isBinaryExpression(at.parent)) at = at.parent;
  return checker.getTypeAtLocation(at).symbol?.name === 'Date';
}

function plainKind({ type, checker }: { type: ts.Type; checker: ts.TypeChecker }): ScriptFault['is'] {
  const parts = type.isIntersection() ? type.types : [checker.getBaseTypeOfLiteralType(type)];
  if (parts.some((part) => part.flags & ts.TypeFlags.StringLike)) return 'text';
  if (parts.some((part) => part.flags & ts.TypeFlags.NumberLike)) return 'number';
  if (parts.some((part) => part.flags & ts.TypeFlags.BooleanLike)) return 'boolean';
  return parts.some((part) => checker.isArrayType(part)) ? 'array' : undefined;
}

function nodeAt(source: ts.SourceFile, position: number): ts.Node {
  let found: ts.Node = source;
  const visit = (node: ts.Node): void => {
    if (position < node.getStart(source) || position >= node.getEnd()) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found;
}
