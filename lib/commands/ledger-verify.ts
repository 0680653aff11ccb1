import { randomUUID } from 'node:crypto';
import { db } from '@/lib/core/db';
import { verifyLedger } from '@/lib/domain/wallet/verify-ledger';

/** Checks the laws of the ledger on the live database; prints what was looked at; exits 1 on any difference. */
async function main(): Promise<number> {
  const actor = { kind: 'operator' as const, name: 'ledger:verify' };
  const reports = await verifyLedger({ actor, now: new Date(), requestId: randomUUID() });
  for (const { law, looked, differences } of reports) {
    console.log(`${differences.length === 0 ? 'ok  ' : 'FAIL'} ${law} (${looked} looked at)`);
    for (const { record, difference } of differences) console.log(`       ${record}: ${difference}`);
  }
  const broken = reports.filter(({ differences }) => differences.length > 0).length;
  console.log(broken === 0 ? 'Every law holds.' : `${broken} of ${reports.length} laws are broken.`);
  return broken === 0 ? 0 : 1;
}

main()
  .then(async (code) => {
    await db.$disconnect();
    process.exit(code);
  })
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  });
