import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Users' imports lead to the sources, not to a build that may be stale.
    alias: { 'cross-examine': fileURLToPath(new URL('./harness/index.ts', import.meta.url)) },
  },
  test: {
    environment: 'node',
    include: ['{harness,servers,reports,bench}/**/*.test.ts', '.ci/*.test.mjs'],
    exclude: ['**/node_modules/**', 'dist/**', 'reports/latest/**'],
  },
});
