import os from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const DATABASE_TESTS = '**/*.db.test.{ts,mjs}';
const NOT_OURS = ['**/node_modules/**', '**/.next*/**', 'dist/**', '.data/**', 'e2e/**'];
const alias = { '@': path.resolve(import.meta.dirname) };

export default defineConfig({
  resolve: { alias },
  esbuild: { jsx: 'automatic' },
  test: {
    // The database tests wait for PostgreSQL half of the time: two of them fill two cores better than one.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx,mjs}'],
          exclude: [...NOT_OURS, DATABASE_TESTS],
          setupFiles: ['lib/testing/environment.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: [DATABASE_TESTS],
          exclude: NOT_OURS,
          globalSetup: ['scripts/test/database-setup.mjs'],
          setupFiles: ['lib/testing/environment.ts', 'lib/testing/worker-database.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      // Whole processes that are killed: they need the production build.
      { extends: true, test: { name: 'faults', include: ['e2e/faults/*.faults.mjs'] } },
    ],
  },
});
