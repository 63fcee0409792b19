import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const FIRST =
  /node_modules\/(react|react-dom|react-router|react-router-dom|@tanstack|i18next|react-i18next|scheduler)\//;

const API = { target: 'http://127.0.0.1:7100', changeOrigin: false };

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  // Pure data of the libraries (words of refusals) is taken from their sources.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('../../dist/console', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome90',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: FIRST }] } } },
  },
  // The host stays the console's own: the server refuses writes whose origin is another.
  server: { port: 7101, proxy: { '/api': API, '/health': API } },
});
