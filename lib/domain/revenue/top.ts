import { type Context, authorise } from '@/lib/core/context';
import { Prisma } from '@/lib/core/db';
import { snapshot, within, withinDays } from './internal';
import { paidNet } from './paid';
import type { Range } from './range';
import type { TopDto } from './schema';

const SHOWN = 20;

/** The organisations of a currency that used most credits in the range, and those that paid most in it. */
export async function getTopOrganisations(ctx: Context, range: Range, currency: string): Promise<TopDto> {
  authorise(ctx, 'revenue:read');
  const { byUse, byPayment } = await snapshot(async (tx) => ({
    byUse: await tx.$queryRaw<{ organisationId: string; name: string; used: bigint }[]>`
    SELECT o.id AS "organisationId", o.name, u.used FROM (
      SELECT "organisationId" AS org, sum("consumedMicro")::bigint AS used FROM "UsageDay" WHERE ${withinDays(range)} GROUP BY 1
    ) u JOIN "Organisation" o ON o.id = u.org WHERE u.used > 0 AND o.currency = ${currency}
    ORDER BY u.used DESC, o.id LIMIT ${SHOWN}`,
    byPayment: await tx.$queryRaw<{ organisationId: string; name: string; paid: bigint; payments: bigint }[]>`
    SELECT o.id AS "organisationId", o.name, p.paid, p.payments FROM (
      SELECT "organisationId" AS org, sum(minor)::bigint AS paid, count(*) AS payments FROM ${paidNet} p
      WHERE ${within(Prisma.sql`"settledAt"`, range)} AND currency = ${currency} GROUP BY 1
    ) p JOIN "Organisation" o ON o.id = p.org WHERE p.paid > 0 ORDER BY p.paid DESC, o.id LIMIT ${SHOWN}`,
  }));
  return {
    byUse: byUse.map(({ used, ...row }) => ({ ...row, usedMicro: used.toString() })),
    byPayment: byPayment.map(({ paid, payments, ...row }) => ({
      ...row,
      paidMinor: paid.toString(),
      payments: Number(payments),
    })),
  };
}
