import type { Token, Tokens } from 'marked';
import { Fragment, type JSX, type ReactNode, useMemo } from 'react';
import { CodeBlock } from './code-block.tsx';
import { lexMarkdown } from './lex-markdown.ts';
import { leadsElsewhere, safeLink } from './safe-link.ts';
import type { ViewTexts } from './view-texts.ts';

/**
 * Markdown as elements: an allow-list of what is drawn, never raw HTML. HTML in the text is shown as text, images are shown as links, and a link
 * leads only to http, https, mailto or tel.
 */
export function Markdown({ text, texts }: { text: string; texts: ViewTexts }): JSX.Element {
  const tokens = useMemo(() => lexMarkdown(text), [text]);
  return (
    <div className="pb-markdown" dir="auto">
      {tokens ? blocks(tokens, texts) : <p className="pb-typed">{text}</p>}
    </div>
  );
}

function blocks(tokens: Token[], texts: ViewTexts): ReactNode[] {
  return tokens.map((token, index) => <Fragment key={index}>{block(token, texts)}</Fragment>);
}

function block(token: Token, texts: ViewTexts): ReactNode {
  switch (token.type) {
    case 'paragraph':
      return <p>{inlines(childrenOf(token))}</p>;
    case 'heading':
      return <p className="pb-heading">{inlines(childrenOf(token))}</p>;
    case 'code':
      return <CodeBlock text={textOf(token)} texts={texts} />;
    case 'blockquote':
      return <blockquote>{blocks(childrenOf(token), texts)}</blockquote>;
    case 'list':
      return list(token, texts);
    case 'table':
      return table(token, texts);
    case 'hr':
      return <hr />;
    case 'space':
    case 'def':
      return null;
    case 'html':
      return <p>{textOf(token)}</p>;
    default:
      return 'tokens' in token && token.tokens ? inlines(token.tokens) : textOf(token);
  }
}

function list(token: Token, texts: ViewTexts): ReactNode {
  if (!isList(token)) return null;
  const items = token.items.map((item, index) => (
    <li key={index}>
      {item.task ? <span>{item.checked ? '☑' : '☐'} </span> : null}
      {item.tokens.map((child, at) => (
        <Fragment key={at}>{child.type === 'text' ? inlines(childrenOf(child)) : block(child, texts)}</Fragment>
      ))}
    </li>
  ));
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

function table(token: Token, texts: ViewTexts): ReactNode {
  if (!isTable(token)) return null;
  return (
    <div className="pb-scroll" tabIndex={0} role="group" aria-label={texts('table')}>
      <table>
        <thead>
          <tr>
            {token.header.map((cell, index) => (
              <th key={index}>{inlines(cell.tokens)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => (
                <td key={at}>{inlines(cell.tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(tokens: Token[]): ReactNode[] {
  return tokens.map((token, index) => <Fragment key={index}>{inline(token)}</Fragment>);
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inlines(childrenOf(token))}</strong>;
    case 'em':
      return <em>{inlines(childrenOf(token))}</em>;
    case 'del':
      return <del>{inlines(childrenOf(token))}</del>;
    case 'codespan':
      return <code>{textOf(token)}</code>;
    case 'br':
      return <br />;
    case 'link':
      return link({ href: hrefOf(token), text: textOf(token), children: inlines(childrenOf(token)) });
    case 'image':
      return link({ href: hrefOf(token), text: textOf(token), children: textOf(token) || hrefOf(token) });
    default:
      return 'tokens' in token && token.tokens ? inlines(token.tokens) : textOf(token);
  }
}

function link({ href: wanted, text, children }: { href: string; text: string; children: ReactNode }): ReactNode {
  const href = safeLink(wanted);
  if (href === undefined) return children;
  const host = leadsElsewhere({ text, href });
  return (
    <>
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
      {host === undefined ? null : <bdi className="pb-muted"> ({host})</bdi>}
    </>
  );
}

function childrenOf(token: Token): Token[] {
  return 'tokens' in token && token.tokens ? token.tokens : [];
}

// marked escapes the text of inline tokens only when it renders HTML; here React does the escaping.
function textOf(token: Token): string {
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw;
}

function hrefOf(token: Token): string {
  return 'href' in token && typeof token.href === 'string' ? token.href : '';
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list';
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table';
}
