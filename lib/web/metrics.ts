import { createHash, timingSafeEqual } from 'node:crypto';
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { env } from '@/lib/core/env';
import { getMetrics } from '@/lib/domain/operations/get-metrics';

const registry = new Registry();
collectDefaultMetrics({ register: registry });

const digest = (value: string) => createHash('sha256').update(value).digest();

/** True for `Authorization: Bearer <METRICS_TOKEN>`; compared by hash, in constant time. */
export function mayScrape(authorization: string | null): boolean {
  if (!env.METRICS_TOKEN) return false;
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${env.METRICS_TOKEN}`));
}

/** The scrape: Node's own figures and those of the database. */
export async function scrape(now: Date): Promise<{ body: string; contentType: string }> {
  for (const { name, help, value } of await getMetrics(now)) {
    const known = registry.getSingleMetric(name) as Gauge | undefined;
    const gauge = known ?? new Gauge({ name, help, registers: [registry] });
    gauge.set(value);
  }
  return { body: await registry.metrics(), contentType: registry.contentType };
}
