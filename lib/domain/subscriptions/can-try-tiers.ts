import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { providersFor } from '@/lib/domain/payments/providers';
import { readLive } from './read-live';

/** Whether a tier that has a trial would begin with it: the first that is paid for, by card, once an organisation. */
export async function canTryTiers(ctx: Context): Promise<boolean> {
  authorise(ctx, 'billing:read');
  const organisationId = tenant(ctx);
  const live = await readLive(organisationId);
  if (live && live.collection !== 'free') return false;
  const { currency, country } = await db.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const [usual] = await providersFor({ currency, country });
  return usual?.code === 'stripe' && !(await hadTrial(organisationId));
}

/** A trial is given once an organisation, whatever the tier. */
export async function hadTrial(organisationId: string): Promise<boolean> {
  const where = { organisationId, trialEndsAt: { not: null } };
  return (await db.subscription.findFirst({ where, select: { id: true } })) !== null;
}
