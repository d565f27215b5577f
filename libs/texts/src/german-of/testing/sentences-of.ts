import ts from 'typescript';

/** Sentences for people in a source text, `{0}` for what is filled in. `messages` takes only what is thrown or refused with; otherwise all that reads like a text. */
export function sentencesOf({ source, messages }: { source: string; messages: boolean }): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile('source.tsx', source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (isText(node)) {
      const text = textOf(node);
      if (readsLikeText(text) && !isInternal(node) && (!messages || isMessage(node))) found.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression;

function isText(node: ts.Node): node is Text {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
}

function textOf(node: Text): string {
  if (!ts.isTemplateExpression(node)) return node.text;
  return node.head.text + node.templateSpans.map((span, index) => `{${index}}${span.literal.text}`).join('');
}

function readsLikeText(text: string): boolean {
  return /[A-Za-z]{2}/.test(text) && (/[a-z“”"}][ ][a-z“"{(<]/i.test(text) || /^[A-Z][a-z]+([ .:…-]|$)/.test(text));
}

/** Of an error that no person is shown, a comparison, or a line of the log. */
function isInternal(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent) && /^(Error|TypeError|RegExp)$/.test(parent.expression.getText())) return true;
  if (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText())) return true;
  return (
    ts.isCallExpression(parent) &&
    /\b(logger|log|console|startsWith|endsWith|split|join|test)\b/.test(parent.expression.getText())
  );
}

/** Whether it is a message, or one of the choices for one. */
function isMessage(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent)) return isMessage(parent);
  if (ts.isBinaryExpression(parent) && /^(\?\?|\|\|)$/.test(parent.operatorToken.getText())) return isMessage(parent);
  if (ts.isPropertyAssignment(parent)) return parent.name.getText() === 'message' || parent.name.getText() === 'detail';
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.name.getText() === 'message';
  return (
    ts.isCallExpression(parent) &&
    /(^|\.)(problems\.\w+|fault|failure|invalid|conflict|forbidden|notFound|unauthenticated|refuse|refine|regex|min|max|onRefused)$/.test(
      parent.expression.getText(),
    )
  );
}
