import { z } from 'zod';
import { type Tx, db } from '@/lib/core/db';
import { BankAccount } from '@/lib/domain/billing/schema';

/** Where a transfer goes to. */
export type TransferAccount = {
  currency: string;
  holder: string;
  bank: string;
  iban: string;
  bic: string | null;
};

// Only the accounts, each by itself: what is wrong elsewhere in the setting must not take every way to pay away.
const Accounts = z
  .object({ accounts: z.array(BankAccount.nullable().catch(null)) })
  .transform(({ accounts }) => accounts.filter((account) => account !== null))
  .catch([]);

/** The seller's account in a currency, as the settings have it now; null where there is none that can be read. */
export async function readTransferAccount(currency: string, tx: Tx = db): Promise<TransferAccount | null> {
  const setting = await tx.setting.findUnique({ where: { key: 'seller' }, select: { value: true } });
  const account = Accounts.parse(setting?.value).find((one) => one.currency === currency);
  if (!account) return null;
  const { holder, bank, iban, bic } = account;
  return { currency, holder, bank, iban, bic: bic || null };
}
