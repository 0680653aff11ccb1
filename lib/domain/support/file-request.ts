import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { creditsToDecimal, parseCredits } from '@/lib/core/credits';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, invariant, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { labelHold, placeHold } from '@/lib/domain/wallet/steps';
import { fileKey, filedBy } from './draft-token';
import { addEvent, bindAttachments, customerUrl } from './internal';
import { quote } from './quote-request';
import { requestNumber } from './rules';
import { FileRequestInput, SUPPORT_SERVICE } from './schema';

type Filing = z.output<typeof FileRequestInput>;
export type FiledRequest = { requestId: string; number: string };

/**
 * Files a paid request: hold, number, request, attachments, event and mail in one transaction, or nothing of it.
 * The draft's token is the idempotency key: sent twice, it is one request and one hold.
 * Errors: `insufficient_credits` (the draft stays); `conflict` `priceChanged` when the price is no longer the one that
 * was shown, `idempotencyConflict` when the token was used with other words; `invalid` for a field.
 */
export async function fileRequest(
  ctx: Context,
  input: z.input<typeof FileRequestInput>,
): Promise<FiledRequest> {
  authorise(ctx, 'support:write');
  const filing = parse(FileRequestInput, input);
  return transaction(async (tx) => {
    const organisationId = tenant(ctx);
    const contentHash = hashOf(filing);
    const before = await filedBy(tx, organisationId, filing.token);
    if (before) return replay(tx, organisationId, before, contentHash);
    await refuseForeignError(tx, organisationId, filing.errorGroupId);
    const priced = await quote(tx, organisationId, filing.category, filing.urgency);
    if (priced.priceMicro !== parseCredits(filing.price)) {
      const values = { price: creditsToDecimal(priced.priceMicro) };
      throw new AppError('conflict', 'priceChanged', { values });
    }
    const id = newId('request');
    // The wallet's lock first and the counter's last: every filing waits for the counter, so it is held shortest.
    const hold = await placeHold(tx, ctx, organisationId, {
      amountMicro: priced.priceMicro,
      serviceCode: SUPPORT_SERVICE,
      quantity: '1',
      metadata: { contentHash },
      idempotencyKey: fileKey(filing.token),
    });
    if (hold.replayed) return replay(tx, organisationId, { holdId: hold.holdId, contentHash }, contentHash);
    const number = await nextNumber(tx, ctx);
    await labelHold(tx, organisationId, hold.holdId, number);
    await writeRequest(tx, ctx, { id, number, holdId: hold.holdId, filing, priced });
    return { requestId: id, number };
  });
}

type Priced = Awaited<ReturnType<typeof quote>>;
type Writing = { id: string; number: string; holdId: string; filing: Filing; priced: Priced };

async function writeRequest(tx: Tx, ctx: Context, writing: Writing): Promise<void> {
  const { id, number, holdId, filing, priced } = writing;
  const organisationId = tenant(ctx);
  const userId = caller(ctx);
  const request = await tx.request.create({
    data: {
      organisationId,
      id,
      number,
      categoryCode: priced.category.code,
      categoryName: priced.category.name,
      serviceAffected: filing.serviceAffected,
      subject: filing.subject,
      description: filing.description,
      urgency: filing.urgency,
      priceMicro: priced.priceMicro,
      priceFactors: priced.factors,
      holdId,
      errorGroupId: filing.errorGroupId,
      openedById: userId,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    },
    include: { openedBy: { select: { email: true } } },
  });
  await bindAttachments(tx, ctx, organisationId, filing.attachments, { requestId: id });
  await tx.requestDraft.deleteMany({ where: { organisationId, userId } });
  await addEvent(tx, ctx, request, 'filed', { held: creditsToDecimal(priced.priceMicro) });
  await enqueueEmail(tx, {
    to: request.openedBy.email,
    template: 'request-received',
    props: { number, subject: filing.subject, heldMicro: priced.priceMicro.toString(), url: customerUrl(id) },
    key: `request-received:${id}`,
  });
}

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

async function replay(
  tx: Tx,
  organisationId: string,
  before: { holdId: string; contentHash: string },
  contentHash: string,
): Promise<FiledRequest> {
  if (before.contentHash !== contentHash) throw new AppError('conflict', 'idempotencyConflict');
  const { holdId } = before;
  const request = await tx.request.findUniqueOrThrow({
    where: { organisationId_holdId: { organisationId, holdId } },
    select: { id: true, number: true },
  });
  return { requestId: request.id, number: request.number };
}

function hashOf({ token: _, ...content }: Filing): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
