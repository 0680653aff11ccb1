import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { ensureCatalogue, memberOf, newOrganisation } from '@/lib/testing/factories';
import { getOnAccount } from './get-on-account';

beforeAll(() => ensureCatalogue());

const owner = async () => memberOf(await newOrganisation(), 'owner');
const book = (ctx: Context, amountMinor: bigint, kind: string) =>
  db.accountEntry.create({
    data: {
      ...{ organisationId: tenant(ctx), id: newId('accountEntry'), amountMinor, currency: 'USD', kind },
      ...{ reference: newId('payment'), at: ctx.now },
    },
  });

describe('getOnAccount', () => {
  it('sums what came and what was used, of the own organisation alone', async () => {
    const [ctx, other] = [await owner(), await owner()];
    expect(await getOnAccount(ctx)).toBeNull();
    await book(ctx, 1_500n, 'overpayment');
    await book(ctx, -450n, 'applied');
    await book(other, 9_900n, 'overpayment');
    const account = await getOnAccount(ctx);
    expect(account).toMatchObject({ balanceMinor: '1050', currency: 'USD' });
    expect(account?.entries).toHaveLength(2);
  });

  it('is for those who may see the money', async () => {
    const ctx = await memberOf(await newOrganisation(), 'member');
    await expect(getOnAccount(ctx)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
