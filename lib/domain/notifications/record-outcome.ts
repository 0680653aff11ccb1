import type { Context } from '@/lib/core/context';
import { type DeliveryModel, transaction } from '@/lib/core/db';
import { nextAttempt } from './attempts';
import { queueDeliveries } from './put-in-outbox';

const LONGEST = 300;

/** What somebody said when it refused: no addresses, no secrets, one line. */
const shown = (why: string) =>
  why
    .replace(/\b[a-z][a-z+.-]*:\/\/\S+/gi, '[address]')
    .replace(/[\w-]{40,}/g, '[cut]')
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST);

/** It went out. What it carried is not kept: mails hold links with secrets. */
export async function recordSent(
  ctx: Context,
  rows: readonly Pick<DeliveryModel, 'id'>[],
  more: { subject?: string } = {},
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await transaction((tx) =>
    tx.delivery.updateMany({
      where: { id: { in: ids } },
      data: { ...more, status: 'sent', sentAt: ctx.now, payload: null, error: null },
    }),
  );
}

/** It did not, and may later: tried again after a pause, `dead` when that was the last attempt. */
export async function recordFailure(
  ctx: Context,
  rows: readonly DeliveryModel[],
  why: string,
  waitMs = 0,
): Promise<void> {
  await transaction(async (tx) => {
    for (const row of rows) {
      const runAt = nextAttempt(row.attempts, ctx.now, waitMs);
      await tx.delivery.update({
        where: { id: row.id },
        data: { error: shown(why), ...(runAt ? { runAt } : { status: 'dead' as const }) },
      });
      if (runAt) await queueDeliveries(tx, [row], runAt);
    }
  });
}

/** It never will: it stands among the dead letters until somebody sends it again. */
export async function recordDead(rows: readonly Pick<DeliveryModel, 'id'>[], why: string): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await transaction((tx) =>
    tx.delivery.updateMany({ where: { id: { in: ids } }, data: { status: 'dead', error: shown(why) } }),
  );
}
