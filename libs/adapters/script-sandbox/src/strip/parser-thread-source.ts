/**
 * What the parser's thread runs. It has a thread because a hostile text can keep a parser busy for ever, and because Node's type stripper (WebAssembly)
 * is of no use any more in its thread once a deeply nested text has overflowed its stack. As text, so that no bundler has to know of it.
 *
 * Asked `{ id, kind: 'module' | 'body', code }`, it answers `{ id, code }` or `{ id, fault: { message, line, column } }`, or `{ id, broken: message }`
 * when it must not be used again. Positions are those of the text given.
 */
export const PARSER_THREAD_SOURCE = String.raw`'use strict';
const { parentPort } = require('node:worker_threads');
const { stripTypeScriptTypes } = require('node:module');
const { Script } = require('node:vm');

const AsyncFunction = (async () => {}).constructor;
const HEAD = 'async function script(input, console) {\n';
const TAIL = '\n}';

const typeScriptFaults = new Set(['ERR_INVALID_TYPESCRIPT_SYNTAX', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX']);

// The stack of a syntax error begins with "name:line", lines of the text, and a line of carets. TypeScript's has tabs drawn as four spaces.
function positionIn(error, code, tabWidth) {
  const lines = String(error.stack).split('\n');
  const line = Number(/:(\d+)$/.exec(lines[0])?.[1]) - 1;
  const carets = lines.findIndex((text) => /^\s*\^+\s*$/.test(text));
  const source = code.split('\n');
  if (!(line >= 1) || carets < 0) return { line: 1, column: 1 };
  if (line > source.length) return { line: source.length, column: source[source.length - 1].length + 1 };
  const wanted = lines[carets].indexOf('^');
  let drawn = 0, column = 0;
  for (const character of source[line - 1]) {
    if (drawn >= wanted) break;
    drawn += character === '\t' ? tabWidth : 1;
    column += character.length;
  }
  return { line, column: column + 1 };
}

function fault(error, code, tabWidth) {
  return { message: String(error.message).split('\n')[0], ...positionIn(error, code, tabWidth) };
}

// A function made from text is refused by the language when the text closes it and goes on, which a text pasted between two braces is not.
function javaScriptFault(code) {
  try {
    new AsyncFunction('input', 'console', code);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) return { message: 'The script is nested too deeply', line: 1, column: 1 };
    try {
      new Script('(' + HEAD + code + TAIL + ')', { filename: 'script' });
    } catch (positioned) {
      return fault(positioned, code, 1);
    }
    return { message: 'The script closes the function that it is the body of', line: 1, column: 1 };
  }
}

function strip(text) {
  try {
    return { text: stripTypeScriptTypes(text, { mode: 'strip' }) };
  } catch (error) {
    return typeScriptFaults.has(error.code) ? { error } : { broken: String(error.message).split('\n')[0] };
  }
}

function body(code) {
  const stripped = strip(HEAD + code + TAIL);
  if (stripped.broken) return stripped;
  if (stripped.error) {
    // What is no TypeScript may be JavaScript all the same, such as a sloppy octal number.
    return javaScriptFault(code) ? { fault: fault(stripped.error, code, 4) } : { code };
  }
  const { text } = stripped;
  if (!text.startsWith(HEAD) || !text.endsWith(TAIL)) {
    return { fault: { message: 'The script closes the function that it is the body of', line: 1, column: 1 } };
  }
  const inner = text.slice(HEAD.length, text.length - TAIL.length);
  const wrong = javaScriptFault(inner);
  return wrong ? { fault: wrong } : { code: inner };
}

function whole(code) {
  const stripped = strip(code);
  if (stripped.broken) return stripped;
  return stripped.error ? { fault: { message: stripped.error.message, line: 1, column: 1 } } : { code: stripped.text };
}

parentPort.on('message', ({ id, kind, code }) => {
  parentPort.postMessage({ id, ...(kind === 'module' ? whole(code) : body(code)) });
});
`;
