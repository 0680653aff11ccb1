import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from '../../prisma/generated/client';
import { env } from './env';
import { lazy } from './lazy';

export { Prisma } from '../../prisma/generated/client';
export type * from '../../prisma/generated/models';
export * from '../../prisma/generated/enums';

/** Reads that need no transaction. Verbs that change something open `transaction`. */
export const db: PrismaClient = lazy(
  () =>
    new PrismaClient({
      adapter: new PrismaPg({ connectionString: env.DATABASE_URL, max: env.DATABASE_POOL_MAX }),
    }),
);

export type Tx = Prisma.TransactionClient;

const RETRIED = new Set(['P2034', '40001', '40P01']);
const ATTEMPTS = 4;

/**
 * Runs `work` in one READ COMMITTED transaction: all of it or nothing. A deadlock or a serialization conflict is
 * tried again, so `work` must not reach outside the database.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work, {
        isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
        maxWait: 10_000,
        timeout: 15_000,
      });
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRIED.has(sqlState(error) ?? '')) throw error;
    }
  }
}

type DriverError = {
  code?: string;
  meta?: {
    driverAdapterError?: {
      cause?: { originalCode?: string; code?: string; constraint?: { index?: string; fields?: string[] } };
    };
  };
};

function sqlState(error: unknown): string | undefined {
  const { code, meta } = (error ?? {}) as DriverError;
  const cause = meta?.driverAdapterError?.cause;
  return cause?.originalCode ?? cause?.code ?? code;
}

/** True when a unique key refused the row (Prisma's P2002, or SQLSTATE 23505 through raw SQL). */
export function isUniqueViolation(error: unknown): boolean {
  return (error as DriverError)?.code === 'P2002' || sqlState(error) === '23505';
}
