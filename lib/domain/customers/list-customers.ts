import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { Prisma, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { type CustomerRowDto, ListCustomersInput } from './schema';

const PAGE = 25;

type Row = Omit<
  CustomerRowDto,
  'owner' | 'balanceMicro' | 'heldMicro' | 'openRequests' | 'lastActiveAt' | 'createdAt'
> & {
  ownerName: string | null;
  ownerEmail: string | null;
  balanceMicro: bigint;
  heldMicro: bigint;
  openRequests: bigint;
  lastActiveAt: Date | null;
  createdAt: Date;
};

/** What somebody typed, found anywhere in a text: `%` and `_` stand for themselves. */
const anywhere = (typed: string) => `%${typed.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;

function matching(q: string): Prisma.Sql {
  if (!q) return Prisma.empty;
  const pattern = anywhere(q);
  return Prisma.sql`AND (o.name ILIKE ${pattern} OR o.id = ${q} OR EXISTS (
    SELECT FROM "Member" m JOIN "User" u ON u.id = m."userId"
    WHERE m."organisationId" = o.id AND (u.email ILIKE ${pattern} OR u.name ILIKE ${pattern})))`;
}

/** Customers for staff, the newest first, in keyset pages: `after` is the id that the last page ended with. */
export async function listCustomers(ctx: Context, input: z.input<typeof ListCustomersInput> = {}) {
  authorise(ctx, 'customers:read');
  const { q, after } = parse(ListCustomersInput, input);
  const older = after ? Prisma.sql`AND o.id < ${after}` : Prisma.empty;
  const rows = await db.$queryRaw<Row[]>`
    WITH page AS (
      SELECT o.id, o.name, o."customerClass", o."createdAt" FROM "Organisation" o
      WHERE true ${older} ${matching(q)} ORDER BY o.id DESC LIMIT ${PAGE + 1}
    )
    SELECT p.id, p.name, p."customerClass"::text AS "customerClass", p."createdAt",
      owner.name AS "ownerName", owner.email AS "ownerEmail",
      coalesce(w."balanceMicro", 0) AS "balanceMicro", coalesce(w."heldMicro", 0) AS "heldMicro",
      s."tierName" AS tier, open.n AS "openRequests",
      greatest(seen.at, asked.at, bought.at, used.at) AS "lastActiveAt"
    FROM page p
    LEFT JOIN "Wallet" w ON w."organisationId" = p.id
    LEFT JOIN "Subscription" s ON s."organisationId" = p.id AND s.status <> 'cancelled'
    LEFT JOIN LATERAL (SELECT u.name, u.email FROM "Member" m JOIN "User" u ON u.id = m."userId"
      WHERE m."organisationId" = p.id AND m.role = 'owner' ORDER BY m."createdAt", u.id LIMIT 1) owner ON true
    CROSS JOIN LATERAL (SELECT count(*) AS n FROM "Request" r
      WHERE r."organisationId" = p.id AND r.status NOT IN ('resolved', 'closed', 'cancelled')) open
    CROSS JOIN LATERAL (SELECT max(x."lastSeenAt") AS at FROM "Member" m JOIN "Session" x ON x."userId" = m."userId"
      WHERE m."organisationId" = p.id AND x."organisationId" = p.id) seen
    CROSS JOIN LATERAL (SELECT max("createdAt") AS at FROM "Request" r WHERE r."organisationId" = p.id) asked
    CROSS JOIN LATERAL (SELECT max("paidAt") AS at FROM "Purchase" b WHERE b."organisationId" = p.id) bought
    CROSS JOIN LATERAL (SELECT max(day)::timestamp AT TIME ZONE 'UTC' AS at FROM "UsageDay" d WHERE d."organisationId" = p.id) used
    ORDER BY p.id DESC`;
  const customers = rows.slice(0, PAGE).map(({ ownerName, ownerEmail, ...row }): CustomerRowDto => ({
    ...row,
    owner: ownerName !== null && ownerEmail !== null ? { name: ownerName, email: ownerEmail } : null,
    balanceMicro: row.balanceMicro.toString(),
    heldMicro: row.heldMicro.toString(),
    openRequests: Number(row.openRequests),
    lastActiveAt: row.lastActiveAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
  return { customers, next: rows.length > PAGE ? (customers.at(-1)?.id ?? null) : null };
}
