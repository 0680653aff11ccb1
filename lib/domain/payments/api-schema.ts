import { z } from 'zod';
import { env } from '@/lib/core/env';
import { Id } from '@/lib/core/ids';
import { Currency } from '@/lib/core/money';
import { line, localPath } from '@/lib/core/text';
import { Code } from '@/lib/domain/catalog/schema';

/** A path of the portal, given as such or as a whole address of it; any other host would be an open redirect. */
function pathOfPortal(address: string): string | null {
  const { origin } = new URL(env.APP_URL);
  const path = address.startsWith(`${origin}/`) ? address.slice(origin.length) : address;
  return localPath.safeParse(path).success ? path : null;
}

const ReturnUrl = z
  .string()
  .max(500)
  .refine((address) => pathOfPortal(address) !== null, 'returnUrlNotAllowed')
  .transform((address) => pathOfPortal(address) ?? '/')
  .describe('Where the buyer goes on afterwards: a path of the portal, or a whole address of it');

export const CheckoutByKeyInput = z.object({
  pack: Code.describe('The code of a pack, from /catalogue/packs'),
  returnUrl: ReturnUrl.optional(),
  idempotencyKey: line(200).optional(),
});

export const CheckoutAnswer = z.object({
  purchaseId: Id('purchase'),
  url: z.url().describe('The payment page: send the buyer there. It lives for an hour'),
});
export type CheckoutAnswer = z.output<typeof CheckoutAnswer>;

const money = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .describe("A decimal in the purchase's currency");

export const ApiPurchase = z.object({
  id: Id('purchase'),
  status: z.enum(['waiting', 'declined', 'paid', 'cancelled', 'expired', 'failed']),
  pack: z.string(),
  name: z.string(),
  credits: z.string().describe('Credits, a decimal of at most six places'),
  price: money.describe('The list price'),
  discount: money,
  tax: money,
  total: money.describe('What is charged'),
  currency: Currency,
  origin: z.enum(['checkout', 'auto_top_up', 'request']),
  checkoutUrl: z.url().nullable().describe('Where it can still be paid'),
  createdAt: z.iso.datetime(),
  paidAt: z.iso.datetime().nullable(),
});
export type ApiPurchase = z.output<typeof ApiPurchase>;

export const ListPurchasesInput = z.object({
  cursor: Id('purchase', 'cursor').optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
