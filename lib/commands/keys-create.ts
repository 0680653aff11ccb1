import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { createKey } from '@/lib/domain/apps/create-key';
import { keyScopes, MAX_RATE_PER_MINUTE, RATE_PER_MINUTE } from '@/lib/domain/apps/schema';
import { explain } from './shared/explain';

const USAGE = `Makes an API key and prints it, alone, on stdout. It is shown this once.

  npm run --silent keys:create -- --organisation <id or e-mail of its owner> --scopes credits:read,credits:spend
  npm run --silent keys:create -- --app <id or name> --scopes credits:read,credits:spend

  --scopes           ${keyScopes.join(', ')}
  --name             what the key is called; "Command line" unless given
  --rate             calls a minute, ${RATE_PER_MINUTE} unless given, at most ${MAX_RATE_PER_MINUTE}
  --expires-in-days  never unless given
  --addresses        addresses and CIDR blocks that may use it, with commas between; any unless given`;

const OPTIONS: Record<string, string> = {
  ratePerMinute: 'rate',
  expiresInDays: 'expires-in-days',
  allowedIps: 'addresses',
};
/** `scopes.1` is the second word behind --scopes. */
const optionOf = (field: string) => {
  const [name = field] = field.split('.');
  return OPTIONS[name] ?? name;
};

const said = (message: string) => process.stderr.write(`${message}\n`);

const list = (typed: string) =>
  typed
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      organisation: { type: 'string' },
      app: { type: 'string' },
      scopes: { type: 'string', default: '' },
      name: { type: 'string', default: 'Command line' },
      rate: { type: 'string' },
      'expires-in-days': { type: 'string' },
      addresses: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void said(USAGE);
  // Asked for before anything is read, so that a missing variable names itself.
  void env.DATABASE_URL;
  const actor = { kind: 'operator' as const, name: 'keys:create' };
  const made = await createKey(
    { actor, now: new Date(), requestId: randomUUID() },
    {
      ...{ name: values.name, organisation: values.organisation, app: values.app },
      scopes: list(values.scopes) as (typeof keyScopes)[number][],
      ratePerMinute: values.rate,
      expiresInDays: values['expires-in-days'],
      allowedIps: list(values.addresses),
    },
  );
  process.stdout.write(`${made.secret}\n`);
  said(`The key ${made.id} («${made.name}») is shown this once. Keep it where secrets are kept.`);
}

try {
  await main();
} catch (error) {
  said(`${explain(error, optionOf)}\n\n${USAGE}`);
  process.exitCode = 1;
} finally {
  if (process.env.DATABASE_URL) await db.$disconnect();
}
