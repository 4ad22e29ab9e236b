import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { outline } from './build-tools/outline';
import { offline } from './build-tools/offline';

const path = (from: string) => fileURLToPath(new URL(from, import.meta.url));
/** Where balloon_lab.mjs and balloon_lab.wasm were built. */
const core = process.env.BALLOON_CORE ?? path('../build/wasm');

export default defineConfig({
  base: './',
  plugins: [svelte(), outline(), offline()],
  resolve: { alias: { '@core': core } },
  worker: { format: 'es', plugins: () => [] },
  build: {
    outDir: '../build/lab',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the page's policy allows no data: scripts
    modulePreload: { polyfill: false },
  },
  server: { fs: { allow: ['..', core] } },
  test: { include: ['tests/unit/**/*.test.ts'], environment: 'node', testTimeout: 60_000 },
});
