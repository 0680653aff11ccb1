import { type Tx, db } from '@/lib/core/db';
import { type BillingSetting, type BillingSettingKey, billingSettings } from './schema';

/** What stands where nobody has said anything; of the seller nothing can be assumed. */
const defaults: { [K in Exclude<BillingSettingKey, 'seller'>]: BillingSetting<K> } = {
  invoicing: { dueDays: 14, transferDays: 14 },
  money: { baseCurrency: 'USD' },
  dunning: { reduceAfterDays: 7, mailOnDays: [0, 3, 7, 14] },
};

async function read<K extends BillingSettingKey>(key: K, tx: Tx): Promise<BillingSetting<K> | null> {
  const row = await tx.setting.findUnique({ where: { key } });
  return row ? (billingSettings[key].parse(row.value) as BillingSetting<K>) : null;
}

/** Who sells, with the accounts to transfer to; null until an administrator has said so. */
export const readSeller = (tx: Tx = db) => read('seller', tx);

/** A rule about money that an administrator set, or its default. */
export async function readBillingSetting<K extends keyof typeof defaults>(
  key: K,
  tx: Tx = db,
): Promise<BillingSetting<K>> {
  return (await read(key, tx)) ?? (defaults[key] as BillingSetting<K>);
}
