/** The pieces of evidence that can be given in words, as Stripe names them. */
export const evidenceKinds = [
  'access_activity_log',
  'product_description',
  'customer_name',
  'customer_email_address',
  'customer_purchase_ip',
  'service_date',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'cancellation_policy_disclosure',
  'uncategorized_text',
] as const;

/** The pieces that are a document each, as Stripe names them. */
export const evidenceFileKinds = [
  'receipt',
  'customer_communication',
  'service_documentation',
  'customer_signature',
  'refund_policy',
  'cancellation_policy',
  'duplicate_charge_documentation',
  'uncategorized_file',
] as const;

/** Stripe takes so many bytes in all. */
export const evidenceBytes = 4_500_000;
