import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { db } from '@/lib/core/db';
import { env, isSandbox } from '@/lib/core/env';
import { hashPassword } from '@/lib/domain/accounts/password';
import { DEMO_PASSWORD, demoAccounts } from './accounts';
import { subscribeByCard } from './card-payer';
import { loadDemo } from './load-demo';

async function tell(): Promise<void> {
  const began = performance.now();
  const demo = await loadDemo(new Date(), 'meterdesk', hashPassword(DEMO_PASSWORD));
  if (!demo) return;
  await demo.evening();
  // With Stripe's own key nobody is charged for a demo.
  if (env.SANDBOX_URL && isSandbox()) await subscribeByCard();
  // What the load wrote over and over leaves dead rows, and the statistics are those of empty tables.
  await db.$executeRaw`VACUUM (ANALYZE)`;
  console.log(JSON.stringify({ ...demo.facts, ms: Math.round(performance.now() - began) }));
}

// The story is told in this catalogue; with another one the portal starts empty, and nobody has an account.
const hasStory = env.CATALOGUE === 'saas-credits';
if (hasStory) await tell();
else await import('@/lib/commands/catalogue-default');

const file = process.env.DEMO_ACCOUNTS_FILE ?? '.data/demo-accounts.json';
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(hasStory ? demoAccounts : [], null, 2)}\n`, { mode: 0o600 });
await db.$disconnect();
