import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), zodWithoutEval()],
  server: { proxy: { '/api': { target: 'http://127.0.0.1:3000', ws: true }, '/c': 'http://127.0.0.1:3000' } },
  build: {
    outDir: '../../dist/studio',
    emptyOutDir: true,
    assetsDir: 'assets',
    manifest: 'manifest.json',
    target: 'es2022',
    reportCompressedSize: false,
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
