import { randomUUID } from 'node:crypto';
import { db } from '@/lib/core/db';
import { deductBatch, deductCredits } from '@/lib/domain/wallet/deduct-credits';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';

const context = (organisationId: string) => ({
  actor: { kind: 'job', name: 'bench' } as const,
  ...{ organisationId, now: new Date(), requestId: 'bench' },
});
const input = () => ({ service: 'bench', quantity: 1, idempotencyKey: randomUUID() });

/** One deduction by the product's own verb: authorised, parsed, hashed, gathered with its neighbours, its answer stored. */
export async function spendOnce(organisationId: string): Promise<void> {
  await deductCredits(context(organisationId), input());
}

/** A thousand deductions in one call of the batch verb, over the wallets that `organisations` names in turn. */
export async function spendBatch(organisations: string[]): Promise<void> {
  const items = organisations.map((organisationId) => ({ organisationId, input: input() }));
  const answers = await deductBatch(context(organisations[0] ?? ''), items);
  const refused = answers.find(({ ok }) => !ok);
  if (refused) throw new Error(JSON.stringify(refused));
}

/** Laws of the ledger that the run has broken. */
export async function brokenLaws(): Promise<string[]> {
  const reports = await checkLaws(db, new Date());
  return reports.filter(({ differences }) => differences.length > 0).map(({ law }) => law);
}

export const disconnect = () => db.$disconnect();
