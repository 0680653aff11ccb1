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
    // A busy machine is slow and not wrong.
    testTimeout: 30_000,
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
          // A process is kept for all files: what begins anew for each is in worker-database.ts.
          isolate: false,
          setupFiles: ['lib/testing/environment.ts', 'lib/testing/worker-database.ts'],
          hookTimeout: 60_000,
        },
      },
      // Whole processes that are killed: they need the production build.
      { extends: true, test: { name: 'faults', include: ['e2e/faults/*.faults.mjs'] } },
    ],
  },
});
