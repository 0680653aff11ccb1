import type { Tx } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { readBillingSetting } from '@/lib/domain/billing/settings';
import { CHECKOUT_LIFETIME_MS } from './rules';

/** A transfer takes days; a checkout page lives for an hour. */
export async function expiryOf(tx: Tx, provider: string, now: Date): Promise<Date> {
  if (provider !== 'bank_transfer') return new Date(now.getTime() + CHECKOUT_LIFETIME_MS);
  return addDays(now, (await readBillingSetting('invoicing', tx)).transferDays);
}
