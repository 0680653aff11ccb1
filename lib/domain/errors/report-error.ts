import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { type ErrorReportModel, type Tx, db, isUniqueViolation, transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError, invariant, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { fingerprintOf } from './rules';
import { OTHERS, type ReportErrorAnswer, ReportErrorInput, limits } from './schema';

type Report = z.output<typeof ReportErrorInput>;
type Shown = Pick<Report, 'message' | 'stack' | 'url' | 'app' | 'context'>;
type Replayable = ReportErrorAnswer & { replayed?: true };

/**
 * Takes an error report of another program and files it with those of the same fingerprint; a group that was set aside
 * comes back. With 1,000 groups open a new error is filed with the others, until somebody sets some aside. The same key
 * with the same report gives the same answer.
 * Errors: `invalid` for a field; `conflict` when the key was used for another report.
 */
export async function reportError(
  ctx: Context,
  input: z.input<typeof ReportErrorInput>,
): Promise<Replayable> {
  authorise(ctx, 'errors:report');
  const report = parse(ReportErrorInput, input);
  const requestHash = report.idempotencyKey ? hashOf(report) : null;
  const before = await answered(tenant(ctx), report.idempotencyKey, requestHash);
  if (before) return before;
  try {
    return await transaction((tx) => file(tx, ctx, report, requestHash));
  } catch (error) {
    // A twin with the same key was faster; its report counts, ours was undone with its group's count.
    const twin = isUniqueViolation(error)
      ? await answered(tenant(ctx), report.idempotencyKey, requestHash)
      : null;
    if (!twin) throw error;
    return twin;
  }
}

async function file(tx: Tx, ctx: Context, report: Report, requestHash: string | null) {
  const organisationId = tenant(ctx);
  const { idempotencyKey = null, url = null, message, context } = report;
  const fingerprint = await placeOf(tx, organisationId, fingerprintOf(report));
  const shown = fingerprint === OTHERS.fingerprint ? { message: OTHERS.message } : report;
  const { id: groupId, count } = await countIn(tx, ctx, shown, fingerprint);
  const id = newId('errorReport');
  await tx.errorReport.create({
    data: {
      ...{ organisationId, id, groupId, message, url, idempotencyKey, requestHash },
      number: count,
      context: context as object | undefined,
      apiKeyId: ctx.actor.kind === 'api-key' ? ctx.actor.keyId : null,
      createdAt: ctx.now,
    },
  });
  return answer({ id, groupId, number: count }, fingerprint);
}

/**
 * The fingerprint under which an error is filed: its own where it has a group or may have one. Makers of new groups wait
 * for each other, so that the bound holds; reports of known errors do not.
 */
async function placeOf(tx: Tx, organisationId: string, fingerprint: string): Promise<string> {
  const isKnown = async () => (await tx.errorGroup.count({ where: { organisationId, fingerprint } })) > 0;
  if (await isKnown()) return fingerprint;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`error-groups:${organisationId}`}, 0))`;
  if (await isKnown()) return fingerprint;
  const open = await tx.errorGroup.count({ where: { organisationId, resolvedAt: null } });
  return open < limits.openGroups ? fingerprint : OTHERS.fingerprint;
}

/** One statement makes the group or counts in it: first reports that come at once make one group. */
async function countIn(tx: Tx, ctx: Context, report: Shown, fingerprint: string) {
  const { message, stack = null, url = null, app = null } = report;
  const context = report.context ? JSON.stringify(report.context) : null;
  const now = ctx.now.toISOString();
  const [group] = await tx.$queryRaw<{ id: string; count: bigint }[]>`
    INSERT INTO "ErrorGroup" AS known ("organisationId", id, fingerprint, app, message, stack, url, context, count,
      "firstSeenAt", "lastSeenAt")
    VALUES (${tenant(ctx)}, ${newId('errorGroup')}, ${fingerprint}, ${app}, ${message}, ${stack}, ${url},
      ${context}::jsonb, 1, ${now}::timestamptz, ${now}::timestamptz)
    ON CONFLICT ("organisationId", fingerprint) DO UPDATE SET
      count = known.count + 1, message = EXCLUDED.message, app = coalesce(EXCLUDED.app, known.app),
      stack = coalesce(EXCLUDED.stack, known.stack), url = coalesce(EXCLUDED.url, known.url),
      context = coalesce(EXCLUDED.context, known.context), "resolvedAt" = NULL,
      "firstSeenAt" = least(known."firstSeenAt", EXCLUDED."firstSeenAt"),
      "lastSeenAt" = greatest(known."lastSeenAt", EXCLUDED."lastSeenAt")
    RETURNING id, count`;
  invariant(group, 'an error group without a row');
  return group;
}

async function answered(
  organisationId: string,
  idempotencyKey: string | undefined,
  requestHash: string | null,
): Promise<Replayable | null> {
  if (!idempotencyKey) return null;
  const found = await db.errorReport.findUnique({
    where: { organisationId_idempotencyKey: { organisationId, idempotencyKey } },
    include: { group: { select: { fingerprint: true } } },
  });
  if (!found) return null;
  if (found.requestHash !== requestHash) throw new AppError('conflict', 'idempotencyConflict');
  return { ...answer(found, found.group.fingerprint), replayed: true };
}

const answer = (
  report: Pick<ErrorReportModel, 'id' | 'groupId' | 'number'>,
  fingerprint: string,
): ReportErrorAnswer => ({
  id: report.id,
  groupId: report.groupId,
  fingerprint,
  count: Number(report.number),
  requestSupportUrl: `${env.APP_URL}/support/new?error=${report.groupId}`,
});

function hashOf({ idempotencyKey: _, ...content }: Report): string {
  const canonical = JSON.stringify(content, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return createHash('sha256').update(canonical).digest('hex');
}
