import { randomUUID } from 'node:crypto';
import { db } from '@/lib/core/db';
import { deductCredits } from '@/lib/domain/wallet/deduct-credits';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';

/** One deduction by the product's own verb: authorised, parsed, hashed, one statement, its answer stored. */
export async function spendOnce(organisationId: string): Promise<void> {
  const idempotencyKey = randomUUID();
  const actor = { kind: 'job', name: 'bench' } as const;
  const ctx = { actor, organisationId, now: new Date(), requestId: idempotencyKey };
  await deductCredits(ctx, { service: 'bench', quantity: 1, idempotencyKey });
}

/** Laws of the ledger that the run has broken. */
export async function brokenLaws(): Promise<string[]> {
  const reports = await checkLaws(db);
  return reports.filter(({ differences }) => differences.length > 0).map(({ law }) => law);
}

export const disconnect = () => db.$disconnect();
