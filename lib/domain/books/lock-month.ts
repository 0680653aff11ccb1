import type { z } from 'zod';
import { type Context, actorId, authorise } from '@/lib/core/context';
import { Prisma, type Tx, db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { dayIn } from '@/lib/core/time';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { recogniseUntil } from '@/lib/domain/wallet/expire-credits';
import { ageingTable } from './ageing';
import { accountTable, inclusive } from './balance';
import { checkMonth } from './checks';
import { daysOfMonth, monthOf, nextMonth } from './internal';
import { holdBooks, rollDay, unrolledDays } from './roll-days';
import { LockInput, UnlockInput } from './schema';

const first = (month: string) => new Date(`${month}-01T00:00:00Z`);
const json = (value: object) => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject;

/**
 * Closes a month: nothing is posted into it any more; what belongs there and comes late counts for the open month and says
 * so. What was used in it is recognised in it first. All checks are made while nobody posts, and are kept with the sums by
 * account. Months are closed in their order.
 * Errors: `conflict` (`monthRunning`, `monthLocked`, `monthFails` with the checks that failed).
 */
export async function lockMonth(ctx: Context, input: z.input<typeof LockInput>): Promise<{ month: string }> {
  authorise(ctx, 'books:manage');
  const { month } = parse(LockInput, input);
  if (month >= monthOf(dayIn(ctx.now))) throw new AppError('conflict', 'monthRunning');
  const close = async () => {
    await rollMonth(ctx, month);
    return transaction((tx) => lock(tx, ctx, month));
  };
  // The hourly job has recognised all of most months: they are read once.
  return close().catch(async (error: unknown) => {
    if (!isUnrecognised(error)) throw error;
    await recogniseUntil(ctx.now, first(nextMonth(month)));
    return close();
  });
}

const isUnrecognised = (error: unknown) =>
  error instanceof AppError &&
  error.reason === 'monthFails' &&
  /recognised/.test(String(error.values?.checks));

/** Most days are added up before the books are held alone: only what was posted meanwhile is left for then. */
async function rollMonth(ctx: Context, month: string): Promise<void> {
  for (const date of await unrolledDays(db, ctx.now, daysOfMonth(month)))
    await transaction(async (tx) => {
      await holdBooks(tx);
      await rollDay(tx, date, ctx.now);
    });
}

async function lock(tx: Tx, ctx: Context, month: string) {
  await holdBooks(tx);
  const where = { month: first(month) };
  const before = await tx.accountingPeriod.findUnique({ where });
  if (before?.lockedAt) throw new AppError('conflict', 'monthLocked');
  const days = daysOfMonth(month);
  for (const date of await unrolledDays(tx, ctx.now, days)) await rollDay(tx, date, ctx.now);
  const checks = await checkMonth(tx, month, ctx.now);
  const failed = checks.filter(({ differences }) => differences.length > 0);
  if (failed.length > 0)
    throw new AppError('conflict', 'monthFails', {
      values: {
        checks: failed.map(({ check }) => check).join(', '),
        ...{ first: failed[0]?.check ?? '', more: failed.length - 1 },
      },
    });
  const table = await accountTable(tx, ctx.now, days);
  const ageing = await ageingTable(tx, ctx.now, inclusive(days).to);
  const data = {
    lockedAt: ctx.now,
    lockedById: actorId(ctx.actor),
    summary: json({ checks, table, ageing }),
  };
  await tx.accountingPeriod.upsert({ where, create: { ...where, ...data }, update: data });
  await recordAudit(tx, ctx, {
    ...{ action: 'books.lock', recordType: 'accounting_period', recordId: month },
    after: { month, checks: checks.map(({ check, looked }) => ({ check, looked })) },
  });
  return { month };
}

/**
 * Opens the month that was locked last, with a reason that the audit log keeps. Errors: `not_found` for a month that is not
 * locked, `conflict` (`laterMonthLocked`).
 */
export async function unlockMonth(ctx: Context, input: z.input<typeof UnlockInput>) {
  authorise(ctx, 'books:manage');
  const { month, reason } = parse(UnlockInput, input);
  return transaction(async (tx) => {
    await holdBooks(tx);
    const where = { month: first(month) };
    const before = await tx.accountingPeriod.findUnique({ where });
    if (!before?.lockedAt) throw notFound();
    const later = await tx.accountingPeriod.count({
      where: { month: { gte: first(nextMonth(month)) }, lockedAt: { not: null } },
    });
    if (later > 0) throw new AppError('conflict', 'laterMonthLocked');
    await tx.accountingPeriod.update({
      where,
      data: { lockedAt: null, lockedById: null, summary: Prisma.DbNull },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'books.unlock', recordType: 'accounting_period', recordId: month, reason },
      before: { month, lockedAt: before.lockedAt.toISOString(), lockedById: before.lockedById },
    });
    return { month };
  });
}
