import { type Liquid, type Template, Tokenizer, TypeGuards, toValueSync, Value } from 'liquidjs';

/** Names that a template makes itself, the innermost block first. */
interface Names {
  own: Set<string>;
  outer: Names | undefined;
}

interface Search {
  liquid: Liquid;
  found: Map<string, string[]>;
  loose: Set<string>;
  /** What `assign` and `capture` make, known from there on everywhere. */
  made: Set<string>;
}

/**
 * What a template reads of its scope, each path once, as far as it is written out: `vars.list[vars.at].name` gives `['vars', 'list']` and
 * `['vars', 'at']`; and, as they are written, the paths that end in a dot, behind which LiquidJS reads nothing. LiquidJS's own analysis counts lines anew for every variable, which takes seconds for a long template.
 */
export function referencesOf({ liquid, templates }: { liquid: Liquid; templates: Template[] }): {
  paths: string[][];
  loose: string[];
} {
  const search: Search = { liquid, found: new Map(), loose: new Set(), made: new Set() };
  visitAll({ templates, names: undefined, search });
  return { paths: [...search.found.values()], loose: [...search.loose] };
}

function visitAll({
  templates,
  names,
  search,
}: {
  templates: Template[];
  names: Names | undefined;
  search: Search;
}): void {
  for (const template of templates) {
    for (const argument of template.arguments?.() ?? []) visitValue({ value: argument, names, search });
    for (const made of template.localScope?.() ?? []) search.made.add(made.content);
    if (!template.children) continue;
    const block = template.blockScope?.();
    const inner = block ? { own: new Set(block), outer: names } : names;
    visitAll({ templates: toValueSync(template.children(false, true)), names: inner, search });
  }
}

function visitValue({ value, names, search }: { value: unknown; names: Names | undefined; search: Search }): void {
  const visit = (inner: unknown) => visitValue({ value: inner, names, search });
  if (value instanceof Value || TypeGuards.isFilteredValueToken(value)) {
    for (const token of value.initial.postfix) visit(token);
    for (const filter of value.filters) {
      for (const argument of filter.args) visit(Array.isArray(argument) ? argument[1] : argument);
      if (filter.name.endsWith('_exp')) visitExpression({ args: filter.args, names, search });
    }
  } else if (TypeGuards.isRangeToken(value)) {
    visit(value.lhs);
    visit(value.rhs);
  } else if (TypeGuards.isPropertyAccessToken(value)) {
    const written = value.getText().trimEnd();
    if (written.endsWith('.')) search.loose.add(written);
    if (value.variable) visit(value.variable);
    else addPath({ props: value.props, names, search });
    for (const prop of value.props) visit(prop);
  }
}

// `where_exp: 'item', 'item.price > vars.most'` names its item and reads the scope in a text.
function visitExpression({
  args,
  names,
  search,
}: {
  args: readonly unknown[];
  names: Names | undefined;
  search: Search;
}): void {
  const [item, expression] = args;
  if (!TypeGuards.isQuotedToken(item) || !TypeGuards.isQuotedToken(expression)) return;
  const inner = { own: new Set([item.content]), outer: names };
  try {
    const value = new Tokenizer(expression.content, search.liquid.options.operators).readFilteredValue();
    visitValue({ value, names: inner, search });
  } catch {
    // It fails when it is rendered, with its own message.
  }
}

function addPath({
  props,
  names,
  search,
}: {
  props: readonly unknown[];
  names: Names | undefined;
  search: Search;
}): void {
  const path: string[] = [];
  for (const prop of props) {
    if (!TypeGuards.isWordToken(prop) && !TypeGuards.isQuotedToken(prop) && !TypeGuards.isNumberToken(prop)) break;
    path.push(String(prop.content));
  }
  const [root] = path;
  if (root === undefined || search.made.has(root) || isNamed({ root, names })) return;
  search.found.set(JSON.stringify(path), path);
}

function isNamed({ root, names }: { root: string; names: Names | undefined }): boolean {
  for (let block = names; block !== undefined; block = block.outer) if (block.own.has(root)) return true;
  return false;
}
