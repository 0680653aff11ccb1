import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import { providersFor } from './providers';

/** The providers that the caller's organisation can pay by, the usual one first. */
export async function listWaysToPay(ctx: Context): Promise<ProviderCode[]> {
  authorise(ctx, 'credits:buy');
  const place = await db.organisation.findUniqueOrThrow({
    where: { id: tenant(ctx) },
    select: { currency: true, country: true },
  });
  return (await providersFor(place)).map(({ code }) => code);
}
