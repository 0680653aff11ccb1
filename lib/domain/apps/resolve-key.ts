import { db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { gather } from '@/lib/core/gather';
import { deploymentMode } from './deployment-mode';
import { hashOf, modeOf } from './rules';
import type { ResolvedKey } from './schema';

type Row = Omit<ResolvedKey, 'status'> & {
  hash: string;
  revokedAt: Date | null;
  expiresAt: Date | null;
  appDisabledAt: Date | null;
};

/** Every look-up asks the database, so that a revoked key fails with its next call; many at once are one statement. */
const lookUp = gather(
  async (asked: { hash: string; now: Date }[]): Promise<(ResolvedKey | null)[]> => {
    const now = new Date(Math.max(...asked.map((one) => one.now.getTime())));
    const rows = await findKeys([...new Set(asked.map(({ hash }) => hash))], now);
    const byHash = new Map(rows.map((row) => [row.hash, row]));
    return asked.map((one) => {
      const row = byHash.get(one.hash);
      return row ? resolved(row, one.now) : null;
    });
  },
  { max: 500, lanes: 2 },
);

/**
 * One statement: the keys, and their last use, written at most once a minute. Rows that another process is stamping at
 * this moment are left to it (SKIP LOCKED), so that look-ups neither wait for each other nor deadlock.
 */
function findKeys(hashes: string[], now: Date): Promise<Row[]> {
  const at = now.toISOString();
  return db.$queryRaw<Row[]>`
    WITH used AS (
      SELECT id FROM "ApiKey"
      WHERE hash = ANY (${hashes}::text[]) AND "revokedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > ${at}::timestamptz)
        AND ("lastUsedAt" IS NULL OR "lastUsedAt" < ${at}::timestamptz - interval '1 minute')
      FOR NO KEY UPDATE SKIP LOCKED
    ), stamped AS (
      UPDATE "ApiKey" SET "lastUsedAt" = ${at}::timestamptz WHERE id IN (SELECT id FROM used)
    )
    SELECT k.id AS "keyId", k.hash, k."organisationId", k."appId", k.scopes, k."ratePerMinute", k."allowedIps",
      k."revokedAt", k."expiresAt", a."disabledAt" AS "appDisabledAt"
    FROM "ApiKey" k LEFT JOIN "App" a ON a.id = k."appId"
    WHERE k.hash = ANY (${hashes}::text[])`;
}

function resolved(row: Row, now: Date): ResolvedKey {
  const { keyId, organisationId, appId, ratePerMinute, allowedIps } = row;
  const status = row.revokedAt
    ? 'revoked'
    : row.expiresAt && row.expiresAt <= now
      ? 'expired'
      : row.appDisabledAt
        ? 'appDisabled'
        : 'active';
  return { keyId, organisationId, appId, scopes: row.scopes, ratePerMinute, allowedIps, status };
}

/**
 * The key of a secret, as it stands at this moment; `refusalOf` (rules.ts) then says whether it may be used from an
 * address. Errors, all `unauthenticated`: `keyMissing`, `keyUnknown`, `keyOtherMode`.
 */
export async function resolveKey(secret: string | undefined, now: Date): Promise<ResolvedKey> {
  if (!secret) throw new AppError('unauthenticated', 'keyMissing');
  const mode = modeOf(secret);
  if (!mode) throw new AppError('unauthenticated', 'keyUnknown');
  if (mode !== deploymentMode()) throw new AppError('unauthenticated', 'keyOtherMode');
  const key = await lookUp({ hash: hashOf(secret), now });
  if (!key) throw new AppError('unauthenticated', 'keyUnknown');
  return key;
}
