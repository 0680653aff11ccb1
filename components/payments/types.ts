export type ProviderCode = 'stripe' | 'paymob' | 'bank_transfer';
export type PaymentStatus = 'open' | 'processing' | 'succeeded' | 'failed' | 'cancelled' | 'expired';

/** An account of the seller to transfer to. */
export type TransferAccount = { holder: string; bank: string; iban: string; bic: string };
