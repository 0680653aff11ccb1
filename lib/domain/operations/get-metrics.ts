import { db } from '@/lib/core/db';

type Figure = { name: string; help: string; value: number };

/** What the running system is doing, for Prometheus: one cheap statement a scrape. */
export async function getMetrics(now: Date): Promise<Figure[]> {
  const [row] = await db.$queryRaw<Record<string, bigint | null>[]>`
    SELECT
      (SELECT count(*) FROM graphile_worker._private_jobs WHERE attempts < max_attempts AND run_at <= ${now.toISOString()}::timestamptz) AS jobs_waiting,
      (SELECT count(*) FROM graphile_worker._private_jobs WHERE attempts >= max_attempts) AS jobs_failed,
      (SELECT count(*) FROM "Request" WHERE status NOT IN ('resolved', 'closed', 'cancelled')) AS requests_open,
      (SELECT count(*) FROM "Purchase" WHERE status = 'pending') AS purchases_pending,
      (SELECT count(*) FROM "Hold" WHERE status = 'active') AS holds_active,
      (SELECT count(*) FROM "Wallet") AS wallets,
      (SELECT round(extract(epoch FROM ${now.toISOString()}::timestamptz - max("seenAt"))) FROM "WorkerHeartbeat") AS worker_silence_seconds`;
  const help: Record<string, string> = {
    jobs_waiting: 'Jobs that could run now',
    jobs_failed: 'Jobs that used up their attempts',
    requests_open: 'Support requests that are not ended',
    purchases_pending: 'Checkouts that are open',
    holds_active: 'Holds that are not settled',
    wallets: 'Wallets',
    worker_silence_seconds: 'Seconds since a worker was last heard of',
  };
  return Object.entries(row ?? {}).map(([name, value]) => ({
    name: `meterdesk_${name}`,
    help: help[name] ?? name,
    value: value === null ? Number.NaN : Number(value),
  }));
}
