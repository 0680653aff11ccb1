import type { GrantedCreditsDto } from '@/lib/domain/refunds/schema';

type Refund = { receivedMinor: bigint; refundedMinor: bigint; amountMinor: bigint };

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
  const { receivedMinor, refundedMinor, amountMinor } = refund;
  const granted = toMicro(credits.granted);
  const share = receivedMinor === 0n ? 0n : (granted * (refundedMinor + amountMinor)) / receivedMinor;
  const target = (share > granted ? granted : share) - toMicro(credits.clawed);
  const wanted = target > 0n ? target : 0n;
  const remaining = toMicro(credits.remaining);
  const own = wanted < remaining ? wanted : remaining;
  return { own: toCredits(own), rest: toCredits(wanted - own) };
}
