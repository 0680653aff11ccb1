import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { assign } from '@/lib/domain/support/assign-request';
import { cancel } from '@/lib/domain/support/cancel-request';
import { setUrgency } from '@/lib/domain/support/change-urgency';
import { move } from '@/lib/domain/support/move-work';
import { isOpen, nextStatus } from '@/lib/domain/support/rules';
import { type BulkAct, BulkInput } from './schema';
import type { BulkResultDto } from './schema.dto';

type Row = z.output<typeof BulkInput>['rows'][number];

/**
 * Does one thing to up to 50 requests, each in a transaction of its own: what one refuses does not stop the others.
 * Answers in the order of the rows with what became of each; `reason` is a key of the errors' catalogue. Each act asks
 * for the right that it asks for alone. Done twice, what was done already says so (`notAsItStands`) or stays.
 * Errors: `forbidden`; `invalid` for a list that is empty, too long, or names a request twice.
 */
export async function bulk(ctx: Context, input: z.input<typeof BulkInput>): Promise<BulkResultDto[]> {
  authorise(ctx, 'desk:answer');
  const { rows, change } = parse(BulkInput, input);
  if (change.act === 'cancel') authorise(ctx, 'desk:assign');
  const numbers = await numbersOf(rows);
  const results: BulkResultDto[] = [];
  // One after another: fifty at once would take every connection of the pool from everybody else.
  for (const row of rows) {
    const { requestId } = row;
    const known = { requestId, number: numbers.get(requestId) ?? null };
    results.push({ ...known, ...(await attempt(ctx, row, change)) });
  }
  return results;
}

async function numbersOf(rows: Row[]): Promise<Map<string, string>> {
  const found = await db.request.findMany({
    where: { id: { in: rows.map(({ requestId }) => requestId) } },
    select: { id: true, number: true },
  });
  return new Map(found.map(({ id, number }) => [id, number]));
}

type Outcome = { ok: true } | { ok: false; reason: string; values?: Record<string, string | number> };

async function attempt(ctx: Context, row: Row, change: BulkAct): Promise<Outcome> {
  try {
    await transaction((tx) => apply(tx, ctx, row, change));
    return { ok: true };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, ...(await whyNot(error, row, change)) };
    log.error(
      { requestId: ctx.requestId, error, row: row.requestId, act: change.act },
      'one of several failed',
    );
    return { ok: false, reason: 'unexpected' };
  }
}

/** Nobody was faster with what could not be done from the start: there it is said how the request stands. */
async function whyNot({ reason, values }: AppError, { requestId: id }: Row, { act }: BulkAct) {
  const request = reason === 'requestChanged' && (await db.request.findFirst({ where: { id } }));
  if (!request) return { reason, values };
  const { status } = request;
  const isPossible = act === 'urgency' ? isOpen(status) : nextStatus(act, status) !== null;
  return isPossible ? { reason, values } : { reason: 'notAsItStands', values: { status } };
}

async function apply(tx: Tx, ctx: Context, row: Row, change: BulkAct): Promise<void> {
  const { requestId, fromExpertId, fromUrgency } = row;
  switch (change.act) {
    case 'assign':
      await assign(tx, ctx, { requestId, expertId: change.expertId, fromExpertId, handover: '' });
      return;
    case 'start':
    case 'wait':
      await move(tx, ctx, requestId, change.act);
      return;
    case 'cancel':
      await cancel(tx, ctx, { requestId, reason: change.reason });
      return;
    case 'urgency':
      await setUrgency(tx, ctx, { requestId, fromUrgency, urgency: change.urgency, reason: change.reason });
      return;
  }
}
