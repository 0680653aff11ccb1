import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { Prisma, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { DAY_MS } from '@/lib/core/time';
import { changedFields } from './rules';
import { type AuditDto, ListAuditInput } from './schema';

const PAGE = 50;

type Filters = z.output<typeof ListAuditInput>;
type Row = Omit<AuditDto, 'at' | 'actor' | 'organisation' | 'fields'> & {
  at: Date;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  actorEmail: string | null;
  organisationId: string | null;
  organisationName: string | null;
  before: unknown;
  after: unknown;
};

const anywhere = (typed: string) => `%${typed.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;

function conditions({ actor, action, record, from, to, after }: Filters): Prisma.Sql {
  const all: Prisma.Sql[] = [Prisma.sql`true`];
  if (actor)
    all.push(Prisma.sql`(a."actorId" = ${actor} OR a."actorKind" = ${actor}
      OR u.name ILIKE ${anywhere(actor)} OR u.email ILIKE ${anywhere(actor)})`);
  if (action) all.push(Prisma.sql`a.action = ${action}`);
  if (record)
    all.push(
      Prisma.sql`(a."recordId" = ${record} OR a."recordType" = ${record} OR a."organisationId" = ${record})`,
    );
  if (from) all.push(Prisma.sql`a.at >= ${`${from}T00:00:00Z`}::timestamptz`);
  if (to) {
    const end = new Date(new Date(`${to}T00:00:00Z`).getTime() + DAY_MS).toISOString();
    all.push(Prisma.sql`a.at < ${end}::timestamptz`);
  }
  if (after) {
    const [ms = '0', id = ''] = after.split('.');
    const at = new Date(Number(ms)).toISOString();
    all.push(Prisma.sql`(a.at, a.id) < (${at}::timestamptz, ${id})`);
  }
  return Prisma.join(all, ' AND ');
}

/** The audit log, newest first, in keyset pages. Error: `invalid` with the filter that is wrong. */
export async function listAudit(ctx: Context, input: z.input<typeof ListAuditInput> = {}) {
  authorise(ctx, 'audit:read');
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.id, a.at, a."actorKind", a."actorId", u.name AS "actorName", u.email AS "actorEmail", a.action,
      a."recordType", a."recordId", a."organisationId", o.name AS "organisationName", a.before, a.after, a.reason,
      a.ip, a."requestId"
    FROM "AuditEvent" a LEFT JOIN "User" u ON u.id = a."actorId" LEFT JOIN "Organisation" o ON o.id = a."organisationId"
    WHERE ${conditions(parse(ListAuditInput, input))}
    ORDER BY a.at DESC, a.id DESC LIMIT ${PAGE + 1}`;
  const events = rows.slice(0, PAGE).map(toDto);
  const last = rows[PAGE - 1];
  return { events, next: rows.length > PAGE && last ? `${last.at.getTime()}.${last.id}` : null };
}

const toDto = (row: Row): AuditDto => ({
  ...{
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    recordType: row.recordType,
    recordId: row.recordId,
  },
  actor: { kind: row.actorKind, name: row.actorName, email: row.actorEmail, id: row.actorId },
  organisation: row.organisationId
    ? { id: row.organisationId, name: row.organisationName ?? row.organisationId }
    : null,
  fields: changedFields(row.before, row.after),
  ...{ reason: row.reason, ip: row.ip, requestId: row.requestId },
});

/** The kinds of acts that the log knows, for the filter. */
export async function listAuditActions(ctx: Context): Promise<string[]> {
  authorise(ctx, 'audit:read');
  const rows = await db.$queryRaw<
    { action: string }[]
  >`SELECT DISTINCT action FROM "AuditEvent" ORDER BY action`;
  return rows.map(({ action }) => action);
}
