import { afterAll, vi } from 'vitest';
import { cloneDatabase } from './database';

// Runs before each file of database tests and before anything of ours is imported: each test worker has a database of
// its own, and each file finds it new. The worker's process is kept from file to file, which saves loading the
// libraries again: so our own modules are forgotten, and the environment is as it was before the first file.
const kept = globalThis as { environmentOfTests?: NodeJS.ProcessEnv };
kept.environmentOfTests ??= { ...process.env };
for (const name of Object.keys(process.env)) if (!(name in kept.environmentOfTests)) delete process.env[name];
Object.assign(process.env, kept.environmentOfTests);
vi.resetModules();
process.env.DATABASE_URL = await cloneDatabase(`worker_${process.env.VITEST_POOL_ID ?? '1'}`);

afterAll(async () => {
  const { db } = await import('@/lib/core/db');
  await db.$disconnect();
});
