import { type Context, caller } from '@/lib/core/context';
import { Prisma as sql } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { type Position, cursorInstant } from '@/lib/domain/support/cursor';
import { urgencies } from '@/lib/domain/support/schema';
import type { DeskMark, DeskSort, DeskView, ViewFilters } from './schema';

/**
 * The open statuses as SQL writes them: the queue's indexes are partial over these very words, and a parameter in
 * their place would hide that from the planner.
 */
export const OPEN = sql.sql`r.status IN ('new', 'assigned', 'in_progress', 'waiting_on_customer')`;

/** The condition of one of the views that everybody has, over "Request" r. */
export function inView(view: DeskView, me: string): sql.Sql {
  switch (view) {
    case 'unassigned':
      return sql.sql`${OPEN} AND r."expertId" IS NULL`;
    case 'mine':
      return sql.sql`${OPEN} AND r."expertId" = ${me}`;
    case 'open':
      return OPEN;
    case 'waiting':
      return sql.sql`r.status = 'waiting_on_customer'`;
    case 'resolved':
      return sql.sql`r.status IN ('resolved', 'closed')`;
    case 'all':
      return sql.sql`true`;
  }
}

/** True where a view holds open requests only: such a view is counted, however many there ever were. */
export const isOfOpen = (view: DeskView): boolean => view !== 'resolved' && view !== 'all';

/** All filters of the address as one condition over "Request" r. */
export function filtered(query: ViewFilters, ctx: Context): sql.Sql {
  const me = caller(ctx);
  const { status, urgency, expert, category, mark, age, organisation } = query;
  const expertId = expert === 'mine' ? me : expert;
  const conditions = [
    inView(query.view, me),
    ...(status ? [sql.sql`r.status = ${status}::"RequestStatus"`] : []),
    ...(urgency ? [sql.sql`r.urgency = ${urgency}::"Urgency"`] : []),
    ...(expert === 'none' ? [sql.sql`r."expertId" IS NULL`] : []),
    ...(expertId && expert !== 'none' ? [sql.sql`r."expertId" = ${expertId}`] : []),
    ...(category ? [sql.sql`r."categoryCode" = ${category}`] : []),
    ...(mark ? [marked(mark, ctx)] : []),
    ...(age ? [sql.sql`r."createdAt" <= ${new Date(ctx.now.getTime() - Number(age) * DAY_MS)}`] : []),
    ...(organisation ? [ofOrganisation(organisation)] : []),
  ];
  return sql.join(conditions, ' AND ');
}

function marked(mark: DeskMark, ctx: Context): sql.Sql {
  switch (mark) {
    case 'late':
      return sql.sql`r."dueAt" < ${ctx.now}`;
    case 'approval':
      return sql.sql`r.approval = 'pending'`;
    case 'quote':
      return sql.sql`EXISTS (SELECT FROM "Quote" q WHERE q."organisationId" = r."organisationId"
        AND q."requestId" = r.id AND q.status = 'proposed')`;
    case 'unread':
      return sql.sql`EXISTS (SELECT FROM "RequestParticipant" p WHERE p."organisationId" = r."organisationId"
        AND p."requestId" = r.id AND p."userId" = ${caller(ctx)} AND p.unread > 0)`;
  }
}

// The reader's own % and _ are letters.
const ofOrganisation = (name: string) =>
  sql.sql`r."organisationId" IN (SELECT id FROM "Organisation" WHERE name ILIKE ${`%${name.replace(/[\\%_]/g, String.raw`\$&`)}%`})`;

const orders: Record<DeskSort, sql.Sql> = {
  oldest: sql.sql`r."createdAt", r.id`,
  newest: sql.sql`r."createdAt" DESC, r.id DESC`,
  updated: sql.sql`r."updatedAt" DESC, r.id DESC`,
  urgency: sql.sql`r.urgency DESC, r."createdAt", r.id`,
  // What nothing is promised for comes last.
  due: sql.sql`r."dueAt", r.id`,
};

/** The order of a sort; each stands in an index of its own over the open rows. */
export const inOrderOf = (sort: DeskSort): sql.Sql => orders[sort];

/** What comes after a position, in the order of a sort. */
export function beyond(sort: DeskSort, position: Position): sql.Sql {
  const { key, id } = position;
  const at = cursorInstant(position);
  switch (sort) {
    case 'oldest':
      return sql.sql`(r."createdAt", r.id) > (${at}, ${id})`;
    case 'newest':
      return sql.sql`(r."createdAt", r.id) < (${at}, ${id})`;
    case 'updated':
      return sql.sql`(r."updatedAt", r.id) < (${at}, ${id})`;
    case 'urgency': {
      const urgency = urgencies.find((known) => known === key.split('|')[0]) ?? 'normal';
      return sql.sql`(r.urgency < ${urgency}::"Urgency"
        OR (r.urgency = ${urgency}::"Urgency" AND (r."createdAt", r.id) > (${at}, ${id})))`;
    }
    case 'due':
      return key.startsWith('none|')
        ? sql.sql`(r."dueAt" IS NULL AND r.id > ${id})`
        : sql.sql`((r."dueAt", r.id) > (${at}, ${id}) OR r."dueAt" IS NULL)`;
  }
}

type Sorted = { urgency: string; createdAt: Date; updatedAt: Date; dueAt: Date | null };

/** What a page's last row writes into the cursor of the next one. */
export function keyOf({ urgency, createdAt, updatedAt, dueAt }: Sorted, sort: DeskSort): string {
  if (sort === 'due') return dueAt?.toISOString() ?? `none|${createdAt.toISOString()}`;
  if (sort === 'urgency') return `${urgency}|${createdAt.toISOString()}`;
  return (sort === 'updated' ? updatedAt : createdAt).toISOString();
}
