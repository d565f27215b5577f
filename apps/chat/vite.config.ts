import { defineConfig } from 'vite';
import { lexerOfMarked } from './lexer-of-marked.ts';

// preact stands in for React here alone: React's DOM is 68 kB gzipped, preact's 8.
export default defineConfig({
  root: import.meta.dirname,
  base: '/c/assets/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  plugins: [lexerOfMarked()],
  resolve: {
    alias: [
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom(\/client)?$/, replacement: 'preact/compat/client' },
      { find: /^react$/, replacement: 'preact/compat' },
    ],
  },
  build: {
    outDir: '../../dist/chat',
    emptyOutDir: true,
    assetsDir: '.',
    manifest: 'manifest.json',
    target: 'es2022',
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
});
