import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { createAdministrator } from '@/lib/domain/accounts/create-administrator';
import { explain } from './shared/explain';

const USAGE = `Makes an administrator, or makes one of an account that exists.

  npm run admin:create -- --email ada@example.com --name "Ada Lovelace" [--password-stdin]

Without --password-stdin it prints a link, good for an hour and once, to choose the password.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      'password-stdin': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  // Asked for before anything is read, so that a missing variable names itself.
  void env.DATABASE_URL;
  const password = values['password-stdin'] ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
  const ctx = {
    actor: { kind: 'operator' as const, name: 'admin:create' },
    now: new Date(),
    requestId: randomUUID(),
  };
  const { email = '', name = '' } = values;
  const made = await createAdministrator(ctx, { email, name, password });
  console.log(`${made.email} is ${made.isNew ? 'now' : 'from now on'} an administrator.`);
  if (made.url) console.log(`Choose the password within an hour:\n  ${made.url}`);
  else console.log(`Sign in at ${new URL('/sign-in', env.APP_URL).href}`);
}

try {
  await main();
} catch (error) {
  console.error(`${explain(error)}\n\n${USAGE}`);
  process.exitCode = 1;
} finally {
  if (process.env.DATABASE_URL) await db.$disconnect();
}
