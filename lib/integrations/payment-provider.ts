export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export type JsonObject = { [key: string]: JsonValue };

/** Where an organisation pays from: ISO 4217, and ISO 3166 where it said so. */
export type Place = { currency: string; country: string | null };

export const providerCodes = ['stripe', 'paymob', 'bank_transfer'] as const;
export type ProviderCode = (typeof providerCodes)[number];

/** One attempt to be paid, as a provider is told of it. Money in minor units. */
export type NewPayment = {
  id: string;
  /** Unique for all time; the provider's idempotency key, and what comes back with its events. */
  reference: string;
  organisationId: string;
  /** What the payer reads: «250 credits» or «Starter, a month». */
  description: string;
  amountMinor: bigint;
  currency: string;
  payer: { name: string; email: string; country: string | null };
  /** Where the provider sends the payer back to: paid or not, our page says which. */
  returnUrl: string;
  expiresAt: Date;
};

/** `url` is where to pay; null where the payer follows our own page (a transfer). */
export type OpenedPayment = { providerId: string | null; url: string | null };

/** What a provider says of an attempt now. `amountMinor` and `currency` are what was really paid. */
export type PaymentState = {
  status: 'open' | 'processing' | 'succeeded' | 'failed' | 'expired';
  amountMinor: bigint;
  currency: string;
  /** What a refund names; null until something was charged. */
  providerPaymentId: string | null;
  declineCode: string | null;
  /** Ours; null when the attempt is of another program on the same account. */
  reference: string | null;
  paidAt: Date | null;
};

export type RefundOrder = {
  /** The refund's id: asked again with it, nothing is sent twice. */
  id: string;
  providerId: string | null;
  providerPaymentId: string;
  amountMinor: bigint;
  /** How much of the payment was sent back before, and is not this one. */
  refundedBeforeMinor: bigint;
  currency: string;
};

export type RefundState = { id: string; status: 'pending' | 'succeeded' | 'failed'; failure: string | null };

/** `refundId` is ours, where the provider keeps it; `id` its own. */
export type FoundRefund = RefundState & { amountMinor: bigint; refundId: string | null };

export type KnownRefund = {
  id: string;
  providerRefundId: string | null;
  amountMinor: bigint;
  status: RefundState['status'];
};

export type Delivery = { body: string; headers: Headers; query: URLSearchParams };

/** What to ask the provider about; the words of its event are only a hint. */
export type NoticeSubject =
  | {
      kind: 'payment';
      reference: string | null;
      providerId: string | null;
      providerPaymentId: string | null;
    }
  | { kind: 'refund'; providerRefundId: string; providerPaymentId: string | null }
  | { kind: 'dispute'; providerDisputeId: string; providerPaymentId: string | null }
  | {
      kind: 'subscription';
      providerId: string;
      customerId: string | null;
      /** As its metadata says; null where the event does not carry it. */
      organisationId: string | null;
    }
  | { kind: 'card'; sessionId: string; organisationId: string | null }
  /** Who is invoiced was changed on the provider's page. */
  | { kind: 'customer'; customerId: string }
  | { kind: 'other' };

/** A delivery whose signature was good. */
export type ProviderNotice = {
  eventId: string;
  type: string;
  /** As it came, fit for a Json column. */
  payload: JsonObject;
};

/**
 * A way to be paid. Every call may throw `provider_unavailable`: then nobody knows yet what came of it, and it is asked
 * again under the same reference or refund id.
 */
export type PaymentProvider = {
  code: ProviderCode;
  supports(place: Place): boolean;
  open(payment: NewPayment): Promise<OpenedPayment>;
  /** Null when the provider has not heard of it. */
  read(attempt: {
    providerId: string | null;
    reference: string;
    /** The charge that a notice spoke of, where one attempt can have several. */
    providerPaymentId?: string | null;
  }): Promise<PaymentState | null>;
  /** Closes the page, so that nobody can pay it any more; a no-op where there is none. */
  close(providerId: string): Promise<void>;
  /** True where the refund's id keeps it from being made twice, however soon it is asked again. */
  hasRefundKeys: boolean;
  refund(order: RefundOrder): Promise<RefundState>;
  readRefund(order: RefundOrder & { providerRefundId: string | null }): Promise<RefundState | null>;
  /** All refunds of a payment, also those that somebody made on the provider's pages. `known` are those that we have. */
  listRefunds(payment: {
    providerId: string | null;
    providerPaymentId: string;
    known: KnownRefund[];
  }): Promise<FoundRefund[]>;
  /** Throws `unauthenticated` for a signature that is not good. */
  receive(delivery: Delivery): Promise<ProviderNotice>;
  /** What a notice is about; the same for one that was stored. */
  subjectOf(notice: { type: string; payload: unknown }): NoticeSubject;
};
