import { type Tx, db } from '@/lib/core/db';
import { readSeller } from '@/lib/domain/billing/settings';

/** Where a transfer goes to. */
export type TransferAccount = {
  currency: string;
  holder: string;
  bank: string;
  iban: string;
  bic: string | null;
};

/** The seller's account in a currency, as the settings have it now; null where there is none. */
export async function readTransferAccount(currency: string, tx: Tx = db): Promise<TransferAccount | null> {
  const account = (await readSeller(tx))?.accounts.find((one) => one.currency === currency);
  if (!account) return null;
  const { holder, bank, iban, bic } = account;
  return { currency, holder, bank, iban, bic: bic || null };
}
