import { type ApiScope, apiScopes } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { hashOf, newSecret, prefixOf } from '@/lib/domain/apps/rules';

type KeyOf = {
  organisationId?: string;
  appId?: string;
  scopes?: ApiScope[];
  ratePerMinute?: number;
  allowedIps?: string[];
  expiresAt?: Date;
  revokedAt?: Date;
};

/** A key of an organisation or of an app, with every scope unless told otherwise. */
export async function newKey(over: KeyOf): Promise<{ keyId: string; secret: string }> {
  const secret = newSecret('test');
  const keyId = newId('apiKey');
  await db.apiKey.create({
    data: {
      ...{ id: keyId, name: 'Test', prefix: prefixOf(secret), hash: hashOf(secret), createdAt: new Date() },
      ...{ scopes: [...apiScopes], ratePerMinute: 100_000 },
      ...over,
    },
  });
  return { keyId, secret };
}
