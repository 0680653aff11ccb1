import type { Context } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import type { RequestVia, Tx } from '@/lib/core/db';
import { AppError, invariant } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { startClocks } from '@/lib/domain/sla/steps';
import { SUPPORT_SERVICE } from '@/lib/domain/wallet/schema';
import { labelHold, placeHold } from '@/lib/domain/wallet/steps';
import { addEvent, bindUploads } from './internal';
import { type Author, join } from './participants';
import { quote } from './quote-request';
import { requestNumber } from './rules';
import type { Urgency } from './schema';
import { tellOfFiling } from './tell-of-filing';

export type Opening = {
  organisationId: string;
  by: Author;
  via: RequestVia;
  category: string;
  urgency: Urgency;
  serviceAffected: string;
  subject: string;
  description: string;
  /** Loose uploads of whoever files. */
  attachments?: readonly string[];
  errorGroupId?: string;
  deploymentId?: string;
  /** Names this filing in its organisation, for good: the same key again is the same request. */
  key: string;
  /** Tells a repeat from another filing under its key. */
  hash: string;
  /** `now`: held, or refused. `ifPossible`: held, or filed unpaid. `later`: filed unpaid. */
  pays: 'now' | 'ifPossible' | 'later';
  /** What whoever files was shown, in micro-credits; another price is then refused. */
  seenPriceMicro?: bigint;
};

export type Opened = { requestId: string; number: string; status: 'new' | 'unpaid'; priceMicro: bigint };

type Priced = Awaited<ReturnType<typeof quote>>;

/**
 * The one way into support, for every door: prices a request, holds its price, numbers it, writes it with its first
 * event, makes whoever files a participant, starts its promises and tells of it. One that is not paid waits as `unpaid`
 * without a promise; one whose category is quoted begins without a hold. The same key again gives the same request.
 * Errors: `insufficient_credits` (only with `pays: 'now'`), `conflict` `priceChanged` or `idempotencyConflict`, `invalid`
 * on `category`, `errorGroupId` or `attachments`.
 */
export async function openRequest(
  tx: Tx,
  ctx: Context,
  opening: Opening,
): Promise<Opened & { isNew: boolean }> {
  const { organisationId, key } = opening;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`file:${organisationId}:${key}`}, 0))`;
  const before = await openedBefore(tx, opening);
  if (before) return { ...before, isNew: false };
  await refuseForeignError(tx, organisationId, opening.errorGroupId);
  const priced = await quote(tx, organisationId, opening.category, opening.urgency);
  const { priceMicro } = priced;
  if (opening.seenPriceMicro !== undefined && priceMicro !== opening.seenPriceMicro)
    throw new AppError('conflict', 'priceChanged', { values: { price: creditsToDecimal(priceMicro) } });
  // The wallet's lock first and the counter's late: every filing waits for the counter, so it is held shortest.
  const holdId = await holdPrice(tx, ctx, opening, priceMicro);
  const status = holdId || priced.category.isQuoted ? 'new' : 'unpaid';
  const number = await nextNumber(tx, ctx);
  if (holdId) await labelHold(tx, organisationId, holdId, number);
  const request = { organisationId, id: newId('request') };
  await write(tx, ctx, opening, priced, { ...request, number, holdId, status });
  if (status === 'new') await startClocks(tx, ctx, { ...request, urgency: opening.urgency });
  const openers = { openedById: null, contactId: null, ...openerRow(opening.by) };
  await tellOfFiling(tx, ctx, {
    ...request,
    ...openers,
    number,
    status,
    priceMicro,
    subject: opening.subject,
  });
  return { requestId: request.id, number, status, priceMicro, isNew: true };
}

async function openedBefore(tx: Tx, { organisationId, key, hash }: Opening): Promise<Opened | null> {
  const found = await tx.request.findUnique({
    where: { organisationId_idempotencyKey: { organisationId, idempotencyKey: key } },
    select: { id: true, number: true, status: true, priceMicro: true, requestHash: true },
  });
  if (!found) return null;
  if (found.requestHash !== hash) throw new AppError('conflict', 'idempotencyConflict');
  const status = found.status === 'unpaid' ? 'unpaid' : 'new';
  return { requestId: found.id, number: found.number, status, priceMicro: found.priceMicro };
}

/** The hold of its price; null for what is paid later, or was never priced. */
async function holdPrice(
  tx: Tx,
  ctx: Context,
  { organisationId, key, pays }: Opening,
  amountMicro: bigint,
): Promise<string | null> {
  if (pays === 'later' || amountMicro === 0n) return null;
  const hold = { amountMicro, serviceCode: SUPPORT_SERVICE, quantity: '1', idempotencyKey: key };
  if (pays === 'now') return (await placeHold(tx, ctx, organisationId, hold)).holdId;
  return holdIfPossible(tx, ofSupport(ctx), organisationId, hold);
}

/** What a key holds it may also release: of a request that it files, the hold is ours. */
const ofSupport = (ctx: Context): Context =>
  ctx.actor.kind === 'api-key' ? { ...ctx, actor: { kind: 'job', name: 'support.file' } } : ctx;

async function holdIfPossible(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  hold: Parameters<typeof placeHold>[3],
): Promise<string | null> {
  // A job or a program files here for the customer, whose reduced access holds all the same.
  const wallet = await tx.wallet.findUniqueOrThrow({
    where: { organisationId },
    select: { restrictedAt: true },
  });
  if (wallet.restrictedAt) return null;
  try {
    return (await placeHold(tx, ctx, organisationId, hold)).holdId;
  } catch (error) {
    if (error instanceof AppError && error.code === 'insufficient_credits') return null;
    throw error;
  }
}

type Row = {
  organisationId: string;
  id: string;
  number: string;
  holdId: string | null;
  status: 'new' | 'unpaid';
};

async function write(tx: Tx, ctx: Context, opening: Opening, priced: Priced, row: Row): Promise<void> {
  const { by, key, hash, attachments = [] } = opening;
  const { category, priceMicro, factors } = priced;
  await tx.request.create({
    data: {
      ...row,
      ...{ categoryCode: category.code, categoryName: category.name, priceMicro, priceFactors: factors },
      ...{ serviceAffected: opening.serviceAffected, subject: opening.subject },
      ...{ description: opening.description, urgency: opening.urgency, via: opening.via },
      ...{ needsApproval: category.needsApproval, lateRefundBps: category.lateRefundBps },
      ...{ errorGroupId: opening.errorGroupId, deploymentId: opening.deploymentId },
      ...openerRow(by),
      ...{ idempotencyKey: key, requestHash: hash, createdAt: ctx.now, updatedAt: ctx.now },
      lastCustomerAt: ctx.now,
    },
    select: { id: true },
  });
  await bindUploads(tx, by, row.organisationId, attachments, { requestId: row.id });
  const price = creditsToDecimal(priceMicro);
  const [kind, data]: [string, Record<string, string>] = row.holdId
    ? ['filed', { held: price }]
    : row.status === 'unpaid'
      ? ['filedUnpaid', { price }]
      : ['filedForQuote', {}];
  await addEvent(tx, ctx, row, kind, data, 'userId' in by ? by.userId : null);
  await join(tx, ctx, row, by, 'customer');
}

const openerRow = (by: Author) => ('userId' in by ? { openedById: by.userId } : by);

async function refuseForeignError(tx: Tx, organisationId: string, id: string | undefined): Promise<void> {
  if (!id) return;
  const where = { organisationId_id: { organisationId, id } };
  const known = await tx.errorGroup.findUnique({ where, select: { id: true } });
  if (!known) throw new AppError('invalid', 'invalidInput', { fields: { errorGroupId: 'unknown' } });
}

/** The next number of the year. A filing that fails gives its number back with its transaction: no gaps. */
async function nextNumber(tx: Tx, ctx: Context): Promise<string> {
  const year = ctx.now.getUTCFullYear();
  const [row] = await tx.$queryRaw<{ value: number }[]>`
    INSERT INTO "Counter" (name, year, value) VALUES ('request', ${year}, 1)
    ON CONFLICT (name, year) DO UPDATE SET value = "Counter".value + 1
    RETURNING value`;
  invariant(row, 'the counter gave no number');
  return requestNumber(year, row.value);
}
