import { expect } from 'vitest';
import type { Context } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';
import { NOW } from './factories';

/** A program that reads and spends the credits of an organisation. */
export const keyed = (organisationId: string, now = NOW): Context => ({
  actor: { kind: 'api-key', keyId: newId('apiKey'), scopes: ['credits:spend', 'credits:read'] },
  organisationId,
  now,
  requestId: 'test',
});

let nth = 0;
/** An idempotency key that nothing has used. */
export const key = () => `key-${++nth}`;

/** A use of the service `leads`, 20 credits per 100, under a new key. */
export const leads = (quantity: number | string, over: object = {}) => ({
  ...{ service: 'leads', quantity, idempotencyKey: key() },
  ...over,
});

export const wallet = (org: string) => db.wallet.findUniqueOrThrow({ where: { organisationId: org } });

/** No law of the ledger is broken. */
export const holdsTrue = async () =>
  expect((await checkLaws(db, NOW)).filter(({ differences }) => differences.length > 0)).toEqual([]);

/** A service of each kind: usual, no longer sold, free, beyond all prices. */
export async function createServices(): Promise<void> {
  const service = { group: 'Tests', unit: 'lead', perUnits: 100, rounding: 'up' as const };
  await db.service.createMany({
    data: [
      { ...service, code: 'leads', name: 'Leads', priceMicro: credits(20) },
      { ...service, code: 'old', name: 'Old', priceMicro: credits(1), active: false },
      { ...service, code: 'free', name: 'Free', priceMicro: 0n },
      { ...service, code: 'dear', name: 'Dear', priceMicro: credits(1_000_000_000), perUnits: 1 },
    ],
  });
}
