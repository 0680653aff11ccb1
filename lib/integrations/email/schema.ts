import { z } from 'zod';
import { locales } from '@/lib/core/locales';
import { currency, instant, integer, line, url } from './fields';
import { requestEmails } from './schema.requests';

const greeted = z.object({ name: line.nullable(), url });

/**
 * The props of every mail, as JSON: `…Micro` are micro-credits and `…Minor` minor units of the currency, both as
 * decimal strings; instants are ISO 8601; addresses are absolute.
 */
export const emailTemplates = {
  'verify-email': greeted,
  'reset-password': greeted,
  'sign-in-link': z.object({ url }),
  invitation: z.object({
    organisation: line,
    inviter: line,
    role: z.enum(['owner', 'billing', 'member']),
    url,
  }),
  /** Somebody signed up with an address that has an account already. */
  'account-exists': greeted,
  'purchase-receipt': z.object({
    organisation: line,
    packName: line,
    creditsMicro: integer,
    amountMinor: integer,
    currency,
    paidAt: instant,
    purchaseUrl: url,
    purchaseNumber: line,
    taxMinor: integer,
    invoiceNumber: line,
    invoiceUrl: url,
  }),
  /** `failed`: it was sent, and the bank gave it back to us. */
  'payment-refunded': z.object({
    outcome: z.enum(['sent', 'failed']).default('sent'),
    organisation: line,
    amountMinor: integer,
    currency,
    reason: line,
    url,
  }),
  /** `asked` wants another proof, `rejected` ends it; the reason is finance's. */
  'proof-reviewed': z.object({
    organisation: line,
    outcome: z.enum(['accepted', 'asked', 'rejected']),
    reference: line,
    reason: line.nullable(),
    url,
  }),
  'wallet-warning': z.object({
    organisation: line,
    threshold: z.discriminatedUnion('kind', [
      z.object({ key: line, kind: z.enum(['used', 'left']), percent: z.int() }),
      z.object({ key: line, kind: z.enum(['low', 'critical', 'zero']), credits: line }),
    ]),
    availableMicro: integer,
    /** Whether this reader may buy, or asks somebody who may. */
    mayBuy: z.boolean(),
    url,
    settingsUrl: url,
  }),
  'top-up-stopped': z.object({
    organisation: line,
    reason: z.enum([
      'declined',
      'authentication_required',
      'card_missing',
      'card_expired',
      'cap_reached',
      'pack_gone',
      'price_changed',
    ]),
    packName: line,
    amountMinor: integer,
    currency,
    nextTryAt: instant.nullable(),
    url,
  }),
  /** An invoice that its buyer has to pay. */
  'invoice-issued': z.object({
    organisation: line,
    number: line,
    amountMinor: integer,
    currency,
    dueOn: z.iso.date(),
    url,
  }),
  /** An invoice was paid whole, by whichever way. */
  'invoice-paid': z.object({
    organisation: line,
    number: line,
    what: line,
    amountMinor: integer,
    taxMinor: integer,
    currency,
    paidAt: instant,
    url,
  }),
  /** Where a transfer goes to, and what the payer writes on it. */
  'transfer-details': z.object({
    organisation: line,
    reference: line,
    amountMinor: integer,
    currency,
    holder: line,
    bank: line,
    iban: line,
    bic: line.nullable(),
    url,
  }),
  'proof-received': z.object({ organisation: line, reference: line, url }),
  'trial-started': z.object({
    organisation: line,
    tierName: line,
    amountMinor: integer,
    currency,
    endsAt: instant,
    url,
  }),
  'tier-changed': z.object({
    organisation: line,
    tierName: line,
    interval: z.enum(['month', 'year']),
    amountMinor: integer,
    currency,
    url,
  }),
  /** A period of a tier was not paid: one letter on each day that the settings name. */
  'tier-unpaid': z.object({
    organisation: line,
    tierName: line,
    amountMinor: integer,
    currency,
    nextTryAt: instant.nullable(),
    restrictsAt: instant,
    isRestricted: z.boolean(),
    url,
  }),
  'trial-ending': z.object({
    organisation: line,
    tierName: line,
    amountMinor: integer,
    currency,
    endsAt: instant,
    url,
  }),
  ...requestEmails,
  'staff-invitation': z.object({
    name: line.nullable(),
    role: z.enum(['expert', 'agent', 'finance', 'admin']),
    url,
  }),
} as const;

export type EmailTemplate = keyof typeof emailTemplates;
export type EmailProps<T extends EmailTemplate> = z.output<(typeof emailTemplates)[T]>;

const envelope = {
  to: z.email().max(254),
  locale: z.enum(locales).optional(),
  /** Any stable key of this one mail: asked again with it, the mail carries the same Message-ID. */
  messageId: z.string().min(1).max(500).optional(),
};

const job = <T extends EmailTemplate>(template: T) =>
  z.object({ ...envelope, template: z.literal(template), props: emailTemplates[template] });

/** What a job that sends a mail carries. */
export const EmailJob = z.discriminatedUnion('template', [
  job('verify-email'),
  job('reset-password'),
  job('sign-in-link'),
  job('invitation'),
  job('account-exists'),
  job('purchase-receipt'),
  job('invoice-issued'),
  job('invoice-paid'),
  job('transfer-details'),
  job('proof-received'),
  job('trial-started'),
  job('tier-changed'),
  job('wallet-warning'),
  job('top-up-stopped'),
  job('tier-unpaid'),
  job('trial-ending'),
  job('request-received'),
  job('request-assigned'),
  job('request-reply'),
  job('request-resolved'),
  job('request-cancelled'),
  job('request-unpaid'),
  job('quote-proposed'),
  job('late-returned'),
  job('rating-asked'),
  job('approval-asked'),
  job('notice'),
  job('digest'),
  job('staff-invitation'),
  job('payment-refunded'),
  job('proof-reviewed'),
]);
export type EmailJob = z.output<typeof EmailJob>;
