import { type Context, authorise, tenant } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { listBillingInvoices } from '@/lib/integrations/stripe/invoices';
import { resumeBilling } from '@/lib/integrations/stripe/subscriptions';
import { bringUp } from './bring-up';
import { providerIdOf, readLive, readPaid } from './read-live';
import type { ChangeOutcomeDto } from './schema';

/**
 * Goes on with a paused tier: a new period begins now and is charged. A card that does not pay leaves it paused, and the
 * answer is the page at which it can be paid. Errors: `conflict` for one that is not paused; `provider_unavailable`.
 */
export async function resumeSubscription(ctx: Context): Promise<ChangeOutcomeDto> {
  authorise(ctx, 'billing:manage');
  const organisationId = tenant(ctx);
  const live = await readPaid(organisationId);
  if (live.status !== 'paused') throw new AppError('conflict', 'notPaused');
  const id = providerIdOf(live);
  await resumeBilling(id);
  await bringUp(organisationId, live.id, ctx);
  if ((await readLive(organisationId))?.status !== 'paused') return { url: null };
  const open = (await listBillingInvoices(id)).filter(({ status }) => status === 'open').at(-1);
  return { url: open?.payUrl ?? null };
}
