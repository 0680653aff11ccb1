import { Prisma } from '@/lib/core/db';

/** Payments that came, each with what is left of it: less refunds and disputes that were lost. A row source for queries. */
export const paidNet = Prisma.sql`(
  SELECT p."organisationId", p.currency, p."settledAt", p."receivedMinor" - p."refundedMinor" - coalesce(d.minor, 0) AS minor
  FROM "Payment" p LEFT JOIN (
    SELECT "organisationId", "paymentId", sum("amountMinor")::bigint AS minor FROM "Dispute" WHERE status = 'lost' GROUP BY 1, 2
  ) d ON d."organisationId" = p."organisationId" AND d."paymentId" = p.id
  WHERE p.status = 'succeeded')`;
