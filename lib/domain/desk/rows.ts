import { type Context, caller } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { Prisma as sql } from '@/lib/core/db';
import type { RequestStatus, Urgency } from '@/lib/domain/support/schema';
import { deskLimits } from './schema';
import type { DeskRowDto } from './schema.dto';

/** A row of the queue as SQL gives it. */
export type DeskRow = {
  id: string;
  number: string;
  subject: string;
  categoryName: string;
  urgency: Urgency;
  status: RequestStatus;
  priceMicro: bigint;
  createdAt: Date;
  updatedAt: Date;
  dueAt: Date | null;
  expertId: string | null;
  expert: string | null;
  organisation: string;
  approval: DeskRowDto['approval'];
  needsApproval: boolean;
  isQuoted: boolean;
  unread: number;
  present: string[];
};

/**
 * What the queue shows of the requests that a list `picked` names (columns "organisationId", id and "position"): names
 * and marks are looked up for the rows of one page alone, after the page is found.
 */
export function rowsOf(picked: sql.Sql, ctx: Context): sql.Sql {
  const me = caller(ctx);
  const since = new Date(ctx.now.getTime() - deskLimits.presenceMs);
  return sql.sql`
    WITH picked AS MATERIALIZED (${picked})
    SELECT r.id, r.number, r.subject, r."categoryName", r.urgency::text, r.status::text, r."priceMicro", r."createdAt",
      r."updatedAt", r."dueAt", r."expertId", e.name AS expert, o.name AS organisation, r.approval::text,
      r."needsApproval",
      EXISTS (SELECT FROM "Quote" q WHERE (q."organisationId", q."requestId") = (r."organisationId", r.id)
        AND q.status = 'proposed') AS "isQuoted",
      coalesce((SELECT p.unread FROM "RequestParticipant" p
        WHERE (p."organisationId", p."requestId", p."userId") = (r."organisationId", r.id, ${me})), 0) AS unread,
      ARRAY(SELECT u.name FROM "RequestPresence" s JOIN "User" u ON u.id = s."userId"
        WHERE (s."organisationId", s."requestId") = (r."organisationId", r.id) AND s."seenAt" > ${since}
          AND s."userId" <> ${me} ORDER BY u.name) AS present
    FROM picked JOIN "Request" r ON (r."organisationId", r.id) = (picked."organisationId", picked.id)
    JOIN "Organisation" o ON o.id = r."organisationId"
    LEFT JOIN "User" e ON e.id = r."expertId"
    ORDER BY picked.position`;
}

export const deskRowDto = (row: DeskRow): DeskRowDto => ({
  id: row.id,
  number: row.number,
  subject: row.subject,
  category: row.categoryName,
  urgency: row.urgency,
  status: row.status,
  price: creditsToDecimal(row.priceMicro),
  expert: row.expert,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  organisation: row.organisation,
  expertId: row.expertId,
  dueAt: row.dueAt?.toISOString() ?? null,
  approval: row.approval,
  needsApproval: row.needsApproval,
  isQuoted: row.isQuoted,
  unread: row.unread,
  present: row.present,
});
