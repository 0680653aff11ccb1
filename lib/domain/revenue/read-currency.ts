import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { getSetting } from '@/lib/domain/catalog/queries';
import { currenciesOf } from './sales';

/** The currency of an address if something was ever sold in it, else the targets' own. */
export async function readCurrency(ctx: Context, asked: unknown): Promise<string> {
  authorise(ctx, 'revenue:read');
  const sold = await currenciesOf(db, ctx.now);
  return sold.find((currency) => currency === asked) ?? (await getSetting('targets')).currency;
}
