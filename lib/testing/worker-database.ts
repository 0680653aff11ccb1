import { cloneDatabase } from './database';

// Runs before each file of database tests and before anything of ours is imported: each test worker has a database of
// its own, and each file finds it new.
process.env.DATABASE_URL = await cloneDatabase(`worker_${process.env.VITEST_POOL_ID ?? '1'}`);
