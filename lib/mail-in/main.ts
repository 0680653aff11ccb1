import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';
import { startMailIn } from './server';

async function main(): Promise<void> {
  // Without its name nothing that our mail server says of a sender could be believed: every mail would be quarantined.
  if (!env.MAIL_AUTHSERV_ID)
    throw new Error('MAIL_AUTHSERV_ID is missing: the name under which your mail server checks senders.');
  const server = await startMailIn(env.MAIL_IN_PORT, env.MAIL_IN_HOST);
  log.info({ port: server.port }, 'mail-in ready');
  const stop = async (signal: string) => {
    log.info({ signal }, 'mail-in stops');
    await server.close();
    await db.$disconnect();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.once(signal, () => void stop(signal));
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, 'mail-in ends');
  process.exit(1);
});
