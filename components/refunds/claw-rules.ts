import type { GrantedCreditsDto, RefundTermsDto } from '@/lib/domain/refunds/schema';

/** `soldMinor`: what of a refund the sale gives back; it cost `paidMinor` and gave back `takenMinor` before. */
type Refund = { paidMinor: bigint; takenMinor: bigint; soldMinor: bigint };

const DIGITS = 6;

const toMicro = (decimal: string): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(`${whole}${fraction.padEnd(DIGITS, '0')}`);
};

const toCredits = (micro: bigint): string => {
  const text = micro.toString().padStart(DIGITS + 1, '0');
  const fraction = text.slice(-DIGITS).replace(/0+$/, '');
  return `${text.slice(0, -DIGITS)}${fraction && `.${fraction}`}`;
};

/**
 * Law 7 of the ledger, for showing it before it happens: the grant's share of all that was refunded, less what was taken
 * before; from the payment's own credits first. The server decides.
 */
export function clawOf(credits: GrantedCreditsDto, refund: Refund): { own: string; rest: string } {
  const { paidMinor, takenMinor, soldMinor } = refund;
  if (soldMinor === 0n || paidMinor === 0n) return { own: '0', rest: '0' };
  const granted = toMicro(credits.granted);
  const share = (granted * (takenMinor + soldMinor)) / paidMinor;
  const target = (share > granted ? granted : share) - toMicro(credits.clawed);
  const wanted = target > 0n ? target : 0n;
  const remaining = toMicro(credits.remaining);
  const own = wanted < remaining ? wanted : remaining;
  return { own: toCredits(own), rest: toCredits(wanted - own) };
}

/** What of an amount the sale gives back: money that bought nothing goes first. */
export function soldOf(terms: RefundTermsDto, amountMinor: bigint): bigint {
  const rest = amountMinor - BigInt(terms.unsoldMinor);
  const sold = BigInt(terms.soldMinor);
  return rest <= 0n ? 0n : rest < sold ? rest : sold;
}
