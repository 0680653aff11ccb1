import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import type { SubscriptionDifferenceDto } from './schema';

const SHOWN = 200;

/** What the nightly comparison with the provider found: open ones first, then what was resolved last. */
export async function listSubscriptionDifferences(ctx: Context): Promise<SubscriptionDifferenceDto[]> {
  authorise(ctx, 'revenue:read');
  const rows = await db.subscriptionDifference.findMany({
    orderBy: [{ resolvedAt: { sort: 'desc', nulls: 'first' } }, { foundAt: 'desc' }],
    take: SHOWN,
  });
  const organisations = await db.organisation.findMany({
    where: { id: { in: rows.map(({ organisationId }) => organisationId) } },
    select: { id: true, name: true },
  });
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    ...{ organisationId: row.organisationId, organisation: names.get(row.organisationId) ?? '' },
    ...{ subscriptionId: row.subscriptionId, field: row.field, here: row.here, there: row.there },
    ...{ foundAt: row.foundAt.toISOString(), seenAt: row.seenAt.toISOString() },
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
  }));
}
