import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { NOW, job, newOrganisation } from '@/lib/testing/factories';
import { Step, buy, openLedger, run } from '@/lib/testing/ledger-commands';
import { recogniseRevenue } from './expire-credits';
import { placeHold, spendCredits } from './steps';
import { checkLaws, verifyLedger } from './verify-ledger';

beforeAll(openLedger);

/** Refusals are answers; anything else is a bug and must fail the property. */
async function answer(step: Step, orgs: string[]): Promise<void> {
  try {
    await run(orgs, step);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

async function differences() {
  const reports = await verifyLedger(job());
  expect(reports.reduce((sum, { looked }) => sum + looked, 0)).toBeGreaterThan(0);
  return reports.filter((report) => report.differences.length > 0);
}

describe('the laws of the ledger', () => {
  it('hold after any interleaving of commands on several wallets', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const orgs = [await newOrganisation(), await newOrganisation(), await newOrganisation()];
        for (const org of orgs) await buy(org, NOW, 50_000_001n, 777n, addDays(NOW, 15));
        // Eight at a time: neighbours race for the same wallets, locks and keys.
        for (let i = 0; i < steps.length; i += 8)
          await Promise.all(steps.slice(i, i + 8).map((step) => answer(step, orgs)));
        expect(await differences()).toEqual([]);
      }),
      { numRuns: Number(process.env.LEDGER_RUNS ?? 60), endOnFailure: true },
    );
  });

  it('see what is wrong: each law reports a planted difference', async () => {
    const org = await newOrganisation({ grant: 10 });
    await buy(org, NOW, 10_000_000n, 1_000n, addDays(NOW, 300));
    await placeHold(db, job(NOW, org), org, { amountMicro: 2_000_000n });
    await spendCredits(db, job(NOW, org), org, { amountMicro: 1_000_000n, serviceCode: 'x' });
    expect(await differences()).toEqual([]);
    const plant = async (statement: string) => {
      await expect(
        transaction(async (tx) => {
          await tx.$executeRawUnsafe(statement, org);
          const broken = (await checkLaws(tx, NOW)).filter((report) => report.differences.length > 0);
          expect(broken, statement).not.toEqual([]);
          throw new Error('undo');
        }),
      ).rejects.toThrow('undo');
    };
    await plant(`UPDATE "Wallet" SET "balanceMicro" = "balanceMicro" + 1 WHERE "organisationId" = $1`);
    await plant(`UPDATE "Wallet" SET "lastSeq" = "lastSeq" + 1 WHERE "organisationId" = $1`);
    await plant(`UPDATE "Lot" SET "heldMicro" = 0 WHERE "organisationId" = $1`);
    await plant(`UPDATE "HoldDraw" SET "amountMicro" = 1 WHERE "organisationId" = $1`);
    await plant(`UPDATE "Wallet" SET "owedMicro" = 1 WHERE "organisationId" = $1`);
    await plant(
      `INSERT INTO "Entry" ("organisationId", seq, "operationId", "lotId", kind, "amountMicro", "balanceAfterMicro", "createdAt") SELECT $1, 99, 'op_none', 'lot_none', 'transfer', 1, 1, now()`,
    );
    await plant(`UPDATE "Lot" SET "clawedMicro" = 1 WHERE "organisationId" = $1`);
    await plant(`UPDATE "UsageDay" SET "consumedMicro" = 1 WHERE "organisationId" = $1`);
    await plant(`UPDATE "Purchase" SET status = 'expired', "paidAt" = NULL WHERE "organisationId" = $1`);
    await plant(`UPDATE "Lot" SET "recognisedMinor" = 1 WHERE "organisationId" = $1 AND "costMinor" > 0`);
  });

  it('recognise the cost of a lot cumulatively, to exactly its cost', async () => {
    const org = await newOrganisation();
    await buy(org, NOW, 3_000_000n, 1_000n, addDays(NOW, 300));
    const seen: bigint[] = [];
    for (let i = 0; i < 3; i++) {
      await spendCredits(db, job(NOW, org), org, { amountMicro: 1_000_000n });
      await recogniseRevenue(job(NOW));
      const lot = await db.lot.findFirstOrThrow({ where: { organisationId: org } });
      seen.push(lot.recognisedMinor);
    }
    expect(seen).toEqual([333n, 666n, 1_000n]);
  });
});
