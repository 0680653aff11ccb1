import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError, parse } from '@/lib/core/errors';
import { openPortal } from '@/lib/integrations/stripe/portal';
import { handAddressOver } from './hand-address-over';
import { readLive } from './read-live';
import { OpenPortalInput } from './schema';

/**
 * The address of Stripe's own page for the card and the invoice address, made for this click; it shows the invoice
 * address that we hold. Errors: `conflict` where
 * Stripe does not know the organisation yet; `provider_unavailable`.
 */
export async function openBillingPortal(
  ctx: Context,
  input: z.input<typeof OpenPortalInput> = {},
): Promise<{ url: string }> {
  authorise(ctx, 'billing:manage');
  const { purpose } = parse(OpenPortalInput, input);
  const organisationId = tenant(ctx);
  const { stripeCustomerId } = await db.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  if (!stripeCustomerId) throw new AppError('conflict', 'noCardDetails');
  await handAddressOver(organisationId, stripeCustomerId);
  const live = await readLive(organisationId);
  const subscriptionId = live?.collection === 'stripe' ? live.providerId : null;
  const returnUrl = `${env.APP_URL}/billing`;
  return openPortal({ customerId: stripeCustomerId, subscriptionId, returnUrl, purpose });
}
