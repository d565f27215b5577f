import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
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
