import { createHmac, timingSafeEqual } from 'node:crypto';

/** The signed fields in their order. https://developers.paymob.com/paymob-docs/developers/webhook-callbacks-and-hmac */
export const signedFields = [
  ...['amount_cents', 'created_at', 'currency', 'error_occured', 'has_parent_transaction', 'id'],
  ...['integration_id', 'is_3d_secure', 'is_auth', 'is_capture', 'is_refunded', 'is_standalone_payment'],
  ...['is_voided', 'order.id', 'owner', 'pending', 'source_data.pan', 'source_data.sub_type'],
  ...['source_data.type', 'success'],
] as const;

/** A value as it is signed: text as it stands, numbers and booleans as JSON writes them, nothing for null. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function at(transaction: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      transaction,
    );
}

/** HMAC-SHA512 over the signed fields of a transaction, in hex. */
export function sign(transaction: unknown, secret: string): string {
  const message = signedFields.map((path) => textOf(at(transaction, path))).join('');
  return createHmac('sha512', secret).update(message, 'utf8').digest('hex');
}

/** Compares in constant time. */
export function isSigned(transaction: unknown, given: string | null, secret: string): boolean {
  const ours = Buffer.from(sign(transaction, secret));
  const theirs = Buffer.from(given?.toLowerCase() ?? '');
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
