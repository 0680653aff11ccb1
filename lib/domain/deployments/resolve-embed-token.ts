import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { keyIdOf, readEmbedToken } from './embed-token';
import type { EmbedClaims } from './schema';

const MINUTE_MS = 60_000;

export type Embedded = { organisationId: string; deploymentId: string; claims: EmbedClaims };

/**
 * Who speaks through an embedded inbox. Key and deployment are looked up each time, so that what was revoked, has run
 * out or is disabled opens nothing from then on. Error: `unauthenticated` `embedToken`, whatever is wrong.
 */
export async function resolveEmbedToken(token: string, now: Date): Promise<Embedded> {
  const keyId = keyIdOf(token);
  const key = keyId ? await findKey(keyId, now) : null;
  const claims =
    key &&
    (await readEmbedToken(token, { ...key, keyId: key.id, audience: new URL(env.APP_URL).origin, now }));
  if (!key || !claims) throw new AppError('unauthenticated', 'embedToken');
  const { organisationId, deploymentId, id } = key;
  if (!key.lastUsedAt || key.lastUsedAt.getTime() < now.getTime() - MINUTE_MS)
    await db.deploymentKey.updateMany({ where: { organisationId, id }, data: { lastUsedAt: now } });
  return { organisationId, deploymentId, claims };
}

function findKey(id: string, now: Date) {
  return db.deploymentKey.findFirst({
    where: {
      ...{ id, revokedAt: null, deployment: { disabledAt: null } },
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    select: { organisationId: true, deploymentId: true, id: true, lastUsedAt: true },
  });
}
