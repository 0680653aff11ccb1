import { describe, expect, it } from 'vitest';
import type { BalanceLine } from '@/lib/integrations/stripe/balance';
import { cashOf, exchangedOf, feeOf, postingOf } from './rules';

const line = (over: Partial<BalanceLine>): BalanceLine => ({
  ...{ id: 'txn_1', kind: 'payment', key: 'pi_1', belongsTo: [], amountMinor: 1_000n, currency: 'EUR' },
  settled: { amountMinor: 1_000n, feeMinor: 59n, currency: 'EUR' },
  ...{ disputeFeeMinor: 0n, at: new Date(0), arrivesAt: null, text: '', ...over },
});
const posted = (one: BalanceLine) => postingOf(one, feeOf(one), exchangedOf(one));
const sums = (one: BalanceLine) => {
  const found = new Map<string, bigint>();
  for (const { currency, amountMinor } of posted(one))
    found.set(currency, (found.get(currency) ?? 0n) + amountMinor);
  return [...found.values()];
};

describe('postingOf', () => {
  it('posts the fee of a payment, and what a fee by itself took', () => {
    expect(posted(line({}))).toEqual([
      { account: 'fees', amountMinor: 59n, currency: 'EUR' },
      { account: 'cash:stripe', amountMinor: -59n, currency: 'EUR' },
    ]);
    const fee = line({ kind: 'fee', settled: { amountMinor: -250n, feeMinor: 0n, currency: 'EUR' } });
    expect([...cashOf(posted(fee))]).toEqual([['EUR', -250n]]);
    // Some accounts get a part of the fee back with a refund.
    const back = line({ kind: 'refund', settled: { amountMinor: -1_000n, feeMinor: -29n, currency: 'EUR' } });
    expect([...cashOf(posted(back))]).toEqual([['EUR', 29n]]);
  });

  it('takes a payout to the bank and a returned one back, and nothing of a reserve', () => {
    const payout = (amountMinor: bigint) =>
      posted(line({ kind: 'payout', settled: { amountMinor, feeMinor: 0n, currency: 'EUR' } }));
    expect(payout(-700n)).toEqual([
      { account: 'cash:stripe', amountMinor: -700n, currency: 'EUR' },
      { account: 'cash:bank_transfer', amountMinor: 700n, currency: 'EUR' },
    ]);
    expect([...cashOf(payout(700n))]).toEqual([['EUR', 700n]]);
    expect(posted(line({ kind: 'other' }))).toEqual([]);
  });

  it('moves what Stripe exchanged from the currency that was paid to the one it keeps', () => {
    const exchanged = line({ settled: { amountMinor: 1_234n, feeMinor: 66n, currency: 'USD' } });
    expect([...cashOf(posted(exchanged))]).toEqual([
      ['USD', 1_168n],
      ['EUR', -1_000n],
    ]);
    expect(sums(exchanged)).toEqual([0n, 0n]);
    const refund = line({
      ...{ kind: 'refund', amountMinor: -1_000n },
      settled: { amountMinor: -1_240n, feeMinor: 0n, currency: 'USD' },
    });
    expect([...cashOf(posted(refund))]).toEqual([
      ['EUR', 1_000n],
      ['USD', -1_240n],
    ]);
  });
});
