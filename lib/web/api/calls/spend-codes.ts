/** Refusals of a call that names a quantity. */
export const quantityCodes = [
  ...(['missing_quantity', 'quantity_not_a_number', 'quantity_zero', 'quantity_negative'] as const),
  ...(['quantity_too_precise', 'quantity_too_large'] as const),
];

/** Refusals of a call that asks for a price. */
export const priceCodes = [
  ...(['missing_service', 'unknown_service', 'inactive_service'] as const),
  ...quantityCodes,
];

/** Refusals of a call that takes credits. */
export const spendCodes = [
  ...(['insufficient_credits', 'unknown_member'] as const),
  ...(['metadata_too_large', 'metadata_too_deep', 'metadata_number'] as const),
  ...priceCodes,
];
