import type { Plugin } from 'vite';

/**
 * Of marked, which comes as one file, the page needs the lexer alone. What makes HTML is a twelfth of the page; statements at the file's end hold on to it,
 * so that no bundler drops it by itself.
 */
export function lexerOfMarked(): Plugin {
  return {
    name: 'lexer-of-marked',
    transform: {
      filter: { id: /\/marked\/lib\/marked\.esm\.js$/ },
      handler(code) {
        const begin = code.search(/;var \w+=new \w+;function /);
        const exports = code.lastIndexOf('export{');
        const lexer = /\w+ as Lexer\b/.exec(code.slice(exports))?.[0];
        if (begin < 0 || exports < begin || !lexer) throw new Error('marked is built otherwise than it was.');
        return { code: `${code.slice(0, begin)};export{${lexer}};`, map: null };
      },
    },
  };
}
