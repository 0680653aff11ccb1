import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { announce } from '@/lib/domain/notifications/announce';
import { customersOf } from '@/lib/domain/support/customers-of';
import { mailedRateUrl } from '@/lib/domain/support/rate-url';

/** So long after it was resolved, somebody has seen whether it helped. */
const ASK_AFTER_DAYS = 2;
/** A worker that stood still asks later, but not long after. */
const ASK_WITHIN_DAYS = 1;
const AT_ONCE = 200;

/**
 * Asks for a rating of what was resolved two days ago and has none yet: once, by the key of the notice, however often
 * this runs. Who does not want such mails ends them by their link.
 */
export async function askForRatings(ctx: Context): Promise<{ asked: number }> {
  authorise(ctx, 'jobs:manage');
  const until = addDays(ctx.now, -ASK_AFTER_DAYS);
  const unrated = await db.request.findMany({
    where: {
      ...{ status: 'resolved', rating: null },
      resolvedAt: { gt: addDays(until, -ASK_WITHIN_DAYS), lte: until },
    },
    select: {
      ...{ organisationId: true, id: true, number: true, subject: true, reopenCount: true },
      ...{ openedById: true, contactId: true },
    },
    orderBy: { resolvedAt: 'desc' },
    take: AT_ONCE,
  });
  for (const request of unrated) await transaction((tx) => ask(tx, ctx, request));
  return { asked: unrated.length };
}

type Unrated = Parameters<typeof customersOf>[2] & { number: string; subject: string; reopenCount: number };

async function ask(tx: Tx, ctx: Context, request: Unrated): Promise<void> {
  const { organisationId, id, number, subject, reopenCount } = request;
  await announce(tx, ctx, {
    ...{ event: 'ratingAsked', organisationId, requestId: id, values: { number, subject } },
    ...{ to: await customersOf(tx, ctx, request), path: `/support/requests/${id}#rating` },
    mail: ({ participantId = '', locale }) => ({
      template: 'rating-asked',
      props: { number, subject, url: mailedRateUrl(organisationId, { participantId, locale }) },
    }),
    key: `rating-asked:${id}:${reopenCount}`,
  });
}
