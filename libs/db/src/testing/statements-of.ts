import ts from 'typescript';

/** A statement to the database as a source holds it. */
export interface SourceStatement {
  /** `file:line` */
  place: string;
  /** Name of the function, method or constant that it stands in. */
  within: string;
  text: string;
  /** The whole of that function. */
  around: string;
  /** Tables that it touches. */
  tables: string[];
}

const SQL = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|COPY|TRUNCATE)\b/i;

/** What tells a column of a list from a table of one. */
const TYPED = '(?!\\s+(uuid|text|json|jsonb|integer|bigint|boolean|timestamptz)\\b)';

/** Tables of those given that a text of SQL names where a table may stand. */
export function tablesIn({ sql, tables }: { sql: string; tables: readonly string[] }): string[] {
  return tables.filter((table) =>
    new RegExp(`(\\b(FROM|JOIN|INTO|UPDATE|USING|ONLY)|,)\\s+"?${table}"?(?![\\w."])${TYPED}`, 'i').test(sql),
  );
}

/**
 * All statements of a source: texts that begin as SQL does, and calls of TypeORM that are given an entity. `entities` says which constant stands for which table.
 */
export function statementsOf({
  source: given,
  shown,
  tables,
  entities,
}: {
  source: string;
  /** Its name in what is given. */
  shown: string;
  tables: readonly string[];
  entities: ReadonlyMap<string, string>;
}): SourceStatement[] {
  const source = ts.createSourceFile(shown, given, ts.ScriptTarget.Latest, true);
  const found: SourceStatement[] = [];
  const add = ({ node, touched }: { node: ts.Node; touched: string[] }) => {
    if (touched.length === 0) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    const { name, text } = functionAround(node);
    found.push({ place: `${shown}:${line + 1}`, within: name, text: node.getText(), around: text, tables: touched });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const sql = node.getText().slice(1, -1);
      if (SQL.test(sql)) add({ node, touched: tablesIn({ sql, tables }) });
    }
    if (ts.isIdentifier(node) && ts.isCallExpression(node.parent) && node.parent.arguments.includes(node)) {
      const table = entities.get(node.text);
      if (table !== undefined && tables.includes(table)) add({ node: wholeCall(node.parent), touched: [table] });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A call with all that is called on what it gives. */
function wholeCall(call: ts.Node): ts.Node {
  let whole = call;
  while (
    (ts.isPropertyAccessExpression(whole.parent) && whole.parent.expression === whole) ||
    (ts.isCallExpression(whole.parent) && whole.parent.expression === whole)
  )
    whole = whole.parent;
  return whole;
}

function functionAround(node: ts.Node): { name: string; text: string } {
  for (let around: ts.Node | undefined = node.parent; around; around = around.parent) {
    const named =
      ts.isMethodDeclaration(around) || ts.isFunctionDeclaration(around) || ts.isPropertyDeclaration(around)
        ? around.name
        : ts.isVariableDeclaration(around) && around.parent.parent.parent.kind === ts.SyntaxKind.SourceFile
          ? around.name
          : undefined;
    if (named) return { name: named.getText(), text: around.getText() };
  }
  return { name: '', text: '' };
}
