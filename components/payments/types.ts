import type { PayPageDto } from '@/lib/domain/payments/schema';

export type ProviderCode = PayPageDto['providers'][number];

/** An account of the seller to transfer to. */
export type TransferAccount = NonNullable<PayPageDto['account']>;
