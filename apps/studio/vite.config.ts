import { adminRoutes } from '@patchbay/api-contract';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [
    react(),
    zodWithoutEval(),
    routesWithoutSchemas(),
    shapesBeforeStyles(),
    preloads({
      '/flows/': 'src/editor/editor-page.tsx',
      '/conversations': 'src/conversations/conversations-page.tsx',
      '/templates': 'src/templates/templates-page.tsx',
      '/connections': 'src/connections/connections-page.tsx',
      '/mentions': 'src/together/comments/mentions-page.tsx',
      '/settings': 'src/settings/settings-page.tsx',
      '/sign-in': 'src/sign-in/sign-in-page.tsx',
      '/setup': 'src/sign-in/setup-page.tsx',
      '/join': 'src/sign-in/join-page.tsx',
    }),
  ],
  server: { proxy: { '/api': { target: 'http://127.0.0.1:3000', ws: true }, '/c': 'http://127.0.0.1:3000' } },
  build: {
    outDir: '../../dist/studio',
    emptyOutDir: true,
    assetsDir: 'assets',
    manifest: 'manifest.json',
    target: 'es2022',
    // What the editor alone has is 3 kB: not worth a request that it would wait for.
    cssCodeSplit: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Files that share much may need each other: without it one may run before what it needs (a schema before zod), as screens and libraries come and go.
        strictExecutionOrder: true,
        codeSplitting: {
          // Left to itself the bundler makes a file of every few modules that some screens share: the first screen had 26, the editor 13 more, and a browser fetches six at a time.
          groups: [
            { name: 'first', tags: ['$initial'] },
            // The frame has these of the editor, and nothing else.
            {
              name: 'commands',
              test: /commands\/(command-palette|shortcuts-sheet)|palette\/pick-list|shell\/long-list/,
            },
            // Both palettes have these, whoever opens one: no screen waits for them.
            { name: 'places', test: /shell\/use-(place-commands|flow-items)|settings\/settings-tabs/ },
            { name: 'shared', entriesAware: true, entriesAwareMergeThreshold: 40_000, minShareCount: 2 },
          ],
        },
      },
    },
  },
});

/**
 * The page's policy forbids making code from text. Without `jitless` zod asks at its first schema whether it may, and that refusal would hide those of others.
 * Set where zod keeps it: which chunk with schemas runs first is the bundler's to decide.
 */
function zodWithoutEval(): Plugin {
  return {
    name: 'zod-without-eval',
    transform: (code, id) =>
      id.endsWith('/zod/v4/core/core.js') ? { code: `${code}\nglobalConfig.jitless = true;\n`, map: null } : undefined,
  };
}

/**
 * The client of the API asks a route for its method and path alone. The schemas, which the server and its documentation need, would be a good part of what the first screen waits for.
 */
function routesWithoutSchemas(): Plugin {
  return {
    name: 'routes-without-schemas',
    async load(id) {
      if (!id.endsWith('/api-contract/src/admin/routes.ts')) return undefined;
      const routes = Object.entries(adminRoutes).map(([name, { method, path }]) => [name, { method, path }]);
      return `export const adminRoutes = ${JSON.stringify(Object.fromEntries(routes))};`;
    },
  };
}

/**
 * In the head the style sheet holds back all that is drawn, and the page's own script with it. Behind both, the shapes of `index.html` are seen at once; the application still
 * waits for it, since a browser runs no module before the style sheets that the page names. It stays ahead of the application, whose theme says otherwise than it in places.
 */
function shapesBeforeStyles(): Plugin {
  return {
    name: 'shapes-before-styles',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => {
        const [styles = ''] = /\s*<link rel="stylesheet"[^>]*>/.exec(html) ?? [];
        return html.replace(styles, '').replace(/\s*<div id="root">/, (root) => `${styles}${root}`);
      },
    },
  };
}

/**
 * Writes `preloads.json`: by the beginning of a path, the files of the screen there that the entry does not bring along itself. The server names them in the page, so that they
 * are fetched beside the entry, and not when the entry has run.
 */
function preloads(screens: Record<string, string>): Plugin {
  return {
    name: 'preloads',
    enforce: 'post',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const withImports = (names: readonly string[], found = new Set<string>()): Set<string> => {
        for (const name of names) {
          if (found.has(name)) continue;
          found.add(name);
          withImports(chunks.find(({ fileName }) => fileName === name)?.imports ?? [], found);
        }
        return found;
      };
      // Where the entry is a few words that import a file, the page names that file itself.
      const begins = chunks.filter(({ moduleIds }) => moduleIds.some((id) => id.endsWith('/studio/src/main.tsx')));
      const entry = withImports(begins.map(({ fileName }) => fileName));
      const of = (module: string) => {
        const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${module}`));
        if (!chunk) throw new Error(`${module} is in no chunk of its own.`);
        return [...withImports([chunk.fileName])].filter((name) => !entry.has(name));
      };
      const source = JSON.stringify(Object.entries(screens).map(([below, module]) => ({ below, files: of(module) })));
      this.emitFile({ type: 'asset', fileName: 'preloads.json', source });
    },
  };
}
