import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { ensureCatalogue, staff } from '@/lib/testing/factories';
import { savePriceRule } from './save-price-rule';

let admin: Context;
beforeAll(async () => {
  await ensureCatalogue();
  admin = await staff(['admin']);
});

describe('savePriceRule', () => {
  it('reads factors and per cents exactly', async () => {
    expect(await savePriceRule(admin, { kind: 'urgency', key: 'high', value: '1.25' })).toMatchObject({
      valueBps: 12_500,
    });
    expect(await savePriceRule(admin, { kind: 'customer_class', key: 'vip', value: '12.5' })).toMatchObject({
      valueBps: 1_250,
    });
    await savePriceRule(admin, { kind: 'customer_class', key: 'vip', value: '12.5' });
    expect(await db.auditEvent.count({ where: { recordId: 'customer_class/vip' } })).toBe(1);
  });

  it.each([
    { value: '-1' },
    { value: 'NaN' },
    { value: '' },
    { value: '11' },
    { value: '0' },
    { key: 'tomorrow' },
    { kind: 'customer_class' as const, key: 'vip', value: '100' },
    { kind: 'customer_class' as const, key: 'vip', value: '1.234' },
    { kind: 'pack_volume' as const, key: 'no-such-pack', value: '5' },
  ])('refuses %j', async (wrong) => {
    const input = { kind: 'urgency' as const, key: 'high', value: '1.2', ...wrong };
    await expect(savePriceRule(admin, input)).rejects.toMatchObject({ code: 'invalid' });
  });
});
