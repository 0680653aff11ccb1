import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { enqueue } from '@/lib/core/jobs';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { type Levels, levelsOf } from './levels';
import { readPolicy } from './internal';
import { SaveCalendarInput, SaveHolidaysInput, SavePolicyInput } from './schema';

/**
 * Says when the desk works. A calendar never changes: another one with these hours, and a policy that is measured by it,
 * stand in force from now on. With `applyToOpen` the promises of open requests go on by it, as they were promised.
 * Error: `invalid` for a field.
 */
export async function saveCalendar(ctx: Context, input: z.input<typeof SaveCalendarInput>): Promise<Levels> {
  authorise(ctx, 'catalogue:manage');
  const { applyToOpen, ...calendar } = parse(SaveCalendarInput, input);
  return change(ctx, 'sla.calendar', { applyToOpen, keepsTargets: true }, (levels) => ({
    ...levels,
    ...calendar,
  }));
}

/** Says on which days nothing counts. Errors as `saveCalendar`; `conflict` `noCalendar` before there are any hours. */
export async function saveHolidays(ctx: Context, input: z.input<typeof SaveHolidaysInput>): Promise<Levels> {
  authorise(ctx, 'catalogue:manage');
  const { applyToOpen, holidays } = parse(SaveHolidaysInput, input);
  const sorted = holidays.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  return change(ctx, 'sla.holidays', { applyToOpen, keepsTargets: true }, (levels) => ({
    ...withHours(levels),
    holidays: sorted,
  }));
}

/**
 * Says how soon is promised. With `applyToOpen` the promises of open requests are counted by it from now on; what they
 * have used so far stays used. Errors as `saveHolidays`.
 */
export async function savePolicy(ctx: Context, input: z.input<typeof SavePolicyInput>): Promise<Levels> {
  authorise(ctx, 'catalogue:manage');
  const { applyToOpen, targets } = parse(SavePolicyInput, input);
  return change(ctx, 'sla.policy', { applyToOpen, keepsTargets: false }, (levels) => ({
    ...withHours(levels),
    targets: {
      normal: inMinutes(targets.normal),
      high: inMinutes(targets.high),
      critical: inMinutes(targets.critical),
    },
  }));
}

const inMinutes = (target: { firstAnswer: number | null; resolution: number | null }) => ({
  ...{ firstAnswerMinutes: target.firstAnswer, resolutionMinutes: target.resolution },
});

function withHours(levels: Levels): Levels {
  if (!levels.since) throw new AppError('conflict', 'noCalendar');
  return levels;
}

type Reach = { applyToOpen: boolean; keepsTargets: boolean };

async function change(
  ctx: Context,
  action: string,
  { applyToOpen, keepsTargets }: Reach,
  next: (levels: Levels) => Levels,
): Promise<Levels> {
  return transaction(async (tx) => {
    // Two administrators at once: the second changes what the first has left.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('sla'))`;
    const before = levelsOf(await readPolicy(tx, ctx.now));
    const after = next(before);
    if (isSame(before, after)) return before;
    const policyId = await write(tx, ctx, after);
    if (applyToOpen)
      await enqueue(tx, 'sla.retarget', { policyId, keepsTargets }, { jobKey: `sla.retarget:${policyId}` });
    await recordAudit(tx, ctx, {
      ...{ action, recordType: 'slaPolicy', recordId: policyId },
      ...{ before: plain(before), after: { ...plain(after), applyToOpen } },
    });
    return levelsOf(await readPolicy(tx, ctx.now));
  });
}

const plain = ({ since: _, ...levels }: Levels) => levels;
const isSame = (a: Levels, b: Levels) => JSON.stringify(plain(a)) === JSON.stringify(plain(b));

/** Writes a calendar and a policy anew, in force from now on. Gives the policy's id. */
async function write(tx: Tx, ctx: Context, levels: Levels): Promise<string> {
  const code = newId('calendar');
  const id = newId('slaPolicy');
  const { name, timeZone, hours, holidays, targets } = levels;
  await tx.businessCalendar.create({
    data: {
      ...{ code, name, timeZone, hours, changedAt: ctx.now },
      holidays: {
        create: holidays.map(({ day, name: what }) => ({ day: new Date(`${day}T00:00:00Z`), name: what })),
      },
    },
  });
  await tx.slaPolicy.create({
    data: {
      ...{ id, calendarCode: code, validFrom: ctx.now },
      createdById: 'userId' in ctx.actor ? caller(ctx) : null,
      targets: {
        create: (['normal', 'high', 'critical'] as const).map((urgency) => ({
          urgency,
          ...targets[urgency],
        })),
      },
    },
  });
  return id;
}
