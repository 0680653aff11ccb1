import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { db } from '@/lib/core/db';
import { hashPassword } from '@/lib/domain/accounts/password';
import { DEMO_PASSWORD, demoAccounts } from './accounts';
import { loadDemo } from './load-demo';

const began = performance.now();
const facts = await loadDemo(new Date(), 'meterdesk', hashPassword(DEMO_PASSWORD));
if (facts) {
  // What one transaction wrote and wrote over leaves dead rows, and the statistics are of empty tables.
  await db.$executeRaw`VACUUM (ANALYZE)`;
  console.log(JSON.stringify({ ...facts, ms: Math.round(performance.now() - began) }));
}
const file = process.env.DEMO_ACCOUNTS_FILE ?? '.data/demo-accounts.json';
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(demoAccounts, null, 2)}\n`, { mode: 0o600 });
await db.$disconnect();
