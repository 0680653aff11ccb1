import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';

const SENT_DAYS = 90;
const BELL_DAYS = 180;
const BATCH = 5_000;

/** Removes deliveries that went out 90 days ago and what rang 180 days ago, in batches. What is dead or waits stays. */
export async function cleanNotifications(
  ctx: Context,
): Promise<{ deliveries: number; notifications: number }> {
  authorise(ctx, 'jobs:manage');
  const sentBefore = addDays(ctx.now, -SENT_DAYS).toISOString();
  const rungBefore = addDays(ctx.now, -BELL_DAYS).toISOString();
  const deliveries = await inBatches(
    () => db.$executeRaw`
      DELETE FROM "Delivery" WHERE id IN (SELECT id FROM "Delivery" WHERE "createdAt" < ${sentBefore}::timestamptz
        AND status IN ('sent', 'bounced') LIMIT ${BATCH})`,
  );
  const notifications = await inBatches(
    () => db.$executeRaw`
      DELETE FROM "Notification" WHERE id IN (SELECT id FROM "Notification" WHERE "createdAt" < ${rungBefore}::timestamptz
        LIMIT ${BATCH})`,
  );
  return { deliveries, notifications };
}

async function inBatches(remove: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let removed = BATCH; removed === BATCH; all += removed) removed = await remove();
  return all;
}
