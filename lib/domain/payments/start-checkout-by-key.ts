import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { db, isUniqueViolation } from '@/lib/core/db';
import { AppError, invariant, parse } from '@/lib/core/errors';
import { type CheckoutAnswer, CheckoutByKeyInput } from './api-schema';
import { type Checkout, openCheckout, writePurchase } from './internal';

type Request = z.output<typeof CheckoutByKeyInput>;
type Replayable = CheckoutAnswer & { replayed?: true };

/**
 * Opens a checkout for a program: the pack at today's price, paid by whoever is sent to the address. The receipt goes to
 * the organisation's owner. The same key with the same request gives the same checkout, whatever became of it.
 * Errors: `not_found` for a pack that is not sold, `conflict` when the key was used for another request,
 * `provider_unavailable`.
 */
export async function startCheckoutByKey(
  ctx: Context,
  input: z.input<typeof CheckoutByKeyInput>,
): Promise<Replayable> {
  authorise(ctx, 'credits:buy');
  const request = parse(CheckoutByKeyInput, input);
  const known = await purchaseOf(ctx, request);
  if (known?.payment.url) return { purchaseId: known.purchase.id, url: known.payment.url, replayed: true };
  // Without an address the first attempt was cut off between our row and the provider: it is taken up where it stopped.
  const checkout = known ?? (await write(ctx, request));
  const url = await openCheckout(ctx, checkout, await ownerEmail(tenant(ctx)));
  return { purchaseId: checkout.purchase.id, url };
}

async function write(ctx: Context, request: Request): Promise<Checkout> {
  const buyer = {
    apiKeyId: ctx.actor.kind === 'api-key' ? ctx.actor.keyId : null,
    idempotencyKey: request.idempotencyKey,
    requestHash: request.idempotencyKey && hashOf(request),
  };
  try {
    return await writePurchase(ctx, buyer, { packCode: request.pack, returnTo: request.returnUrl });
  } catch (error) {
    const twin = isUniqueViolation(error) ? await purchaseOf(ctx, request) : null;
    if (!twin) throw error;
    return twin;
  }
}

/** The purchase that the key was used for. Error: `conflict` when it was for another request. */
async function purchaseOf(ctx: Context, request: Request): Promise<Checkout | null> {
  const { idempotencyKey } = request;
  if (!idempotencyKey) return null;
  const key = { organisationId: tenant(ctx), idempotencyKey };
  const found = await db.purchase.findUnique({
    where: { organisationId_idempotencyKey: key },
    include: { payments: { orderBy: { id: 'asc' }, take: 1 } },
  });
  if (found && found.requestHash !== hashOf(request)) throw new AppError('conflict', 'idempotencyConflict');
  if (!found) return null;
  const { payments, ...purchase } = found;
  const [payment] = payments;
  invariant(payment, `purchase ${purchase.id} has no attempt to pay`);
  return { purchase, payment };
}

const hashOf = ({ pack, returnUrl }: Request) =>
  createHash('sha256')
    .update(JSON.stringify(['checkout', pack, returnUrl ?? null]))
    .digest('hex');

/** The owner who has been there longest. */
async function ownerEmail(organisationId: string): Promise<string> {
  const { user } = await db.member.findFirstOrThrow({
    where: { organisationId, role: 'owner', user: { deactivatedAt: null } },
    orderBy: { createdAt: 'asc' },
    select: { user: { select: { email: true } } },
  });
  return user.email;
}
