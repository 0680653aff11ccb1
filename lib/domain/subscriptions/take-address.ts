import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import type { JobPayload } from '@/lib/core/jobs';
import { log } from '@/lib/core/log';
import { SaveBillingProfileInput } from '@/lib/domain/billing/schema';
import { writeBillingProfile } from '@/lib/domain/billing/write-billing-profile';
import { isTaxId } from '@/lib/domain/tax/tax-id';
import { readEnteredAddress } from '@/lib/integrations/stripe/customer';
import { handAddressOver } from './hand-address-over';

/**
 * Takes the invoice address that somebody entered on the provider's page: the state is fetched again, so order, repeats
 * and delays of events do not matter. One that no invoice could bear is not taken; ours stands there again. A tax id
 * stays where it fits the country. Error: `provider_unavailable`, and the job is tried again.
 */
export async function takeAddress(
  ctx: Context,
  { organisationId }: JobPayload<'subscriptions.address'>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const { stripeCustomerId, billing } = await db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { stripeCustomerId: true, billing: true },
  });
  const entered = stripeCustomerId && (await readEnteredAddress(stripeCustomerId));
  if (!entered) return;
  const { name: legalName, email, ...address } = entered;
  const taxId = billing?.taxId && (await isTaxId(address.country, billing.taxId)) ? billing.taxId : null;
  const kept = { taxId, isBusiness: billing?.isBusiness, paper: billing?.paper };
  // Without an address of our own the letters go to owners and billing members: Stripe's is one of theirs.
  const read = SaveBillingProfileInput.safeParse({
    ...{ ...kept, legalName, ...address },
    email: billing?.email ? email : null,
  });
  if (read.success) await writeBillingProfile(organisationId, read.data, ctx);
  else log.warn({ requestId: ctx.requestId, organisationId }, 'an address of the portal fits no invoice');
  await handAddressOver(organisationId, stripeCustomerId);
}
