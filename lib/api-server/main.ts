import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';
import { flushCalls } from '@/lib/domain/apps/record-call';
import { startApiServer } from './server';

async function main(): Promise<void> {
  const server = await startApiServer(env.API_PORT, env.API_HOST);
  log.info({ port: server.port }, 'api ready');
  const stop = async (signal: string) => {
    log.info({ signal }, 'api stops');
    await server.close();
    await flushCalls();
    await db.$disconnect();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.once(signal, () => void stop(signal));
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, 'api ends');
  process.exit(1);
});
