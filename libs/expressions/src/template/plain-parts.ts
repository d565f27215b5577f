import { Output, type Template, TypeGuards } from 'liquidjs';

export type Path = readonly (string | number)[];

/** The path of an output such as `{{ vars.order['amount'] }}`: no filter, no operator, nothing to evaluate in it. */
export function plainPath(template: Template): Path | undefined {
  if (!(template instanceof Output) || template.value.filters.length > 0) return undefined;
  const [token, ...others] = template.value.initial.postfix;
  if (others.length > 0 || !TypeGuards.isPropertyAccessToken(token) || token.variable) return undefined;
  const path: (string | number)[] = [];
  for (const prop of token.props) {
    if (!TypeGuards.isWordToken(prop) && !TypeGuards.isQuotedToken(prop) && !TypeGuards.isNumberToken(prop))
      return undefined;
    path.push(prop.content);
  }
  return path;
}

/** A template of texts and plain paths alone, which most are: it needs no engine to be rendered. Undefined for any other. */
export function plainParts(templates: readonly Template[]): (string | Path)[] | undefined {
  const parts: (string | Path)[] = [];
  for (const template of templates) {
    const part = TypeGuards.isHTMLToken(template.token) ? template.token.getContent() : plainPath(template);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}
