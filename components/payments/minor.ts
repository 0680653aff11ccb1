import { currencyDigits } from '@/lib/core/format';

/** `12.50` in a currency of two digits → 1250n; null when it is no such decimal. The server checks it again. */
export function toMinor(decimal: string, currency: string): bigint | null {
  const digits = currencyDigits(currency);
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(decimal.trim());
  if (!match || (match[2]?.length ?? 0) > digits) return null;
  return BigInt(`${match[1]}${(match[2] ?? '').padEnd(digits, '0')}`);
}

/** 1250n in a currency of two digits → `12.50`, as a field shows it. */
export function toDecimal(minor: bigint | string, currency: string): string {
  const digits = currencyDigits(currency);
  const text = BigInt(minor)
    .toString()
    .padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
