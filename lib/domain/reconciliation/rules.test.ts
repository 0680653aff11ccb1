import { describe, expect, it } from 'vitest';
import { type Ours, type Theirs, matchUp } from './rules';

const span = { start: new Date('2026-11-01'), end: new Date('2026-12-01') };
const at = (day: string) => new Date(`${day}T12:00:00Z`);
const our = (keys: string[], over: Partial<Ours> = {}): Ours => ({
  ...{ kind: 'payment', organisationId: 'org_1', subjectId: `pay_${keys[0]}`, keys, amountMinor: 100n },
  ...{ currency: 'USD', at: at('2026-11-10'), text: '', isSettled: true, ...over },
});
const their = (key: string | null, over: Partial<Theirs> = {}): Theirs => ({
  ...{ kind: 'payment', id: `txn_${key}`, key, amountMinor: 100n, currency: 'USD', at: at('2026-11-10') },
  ...{ text: '', ...over },
});
const told = (items: ReturnType<typeof matchUp>) =>
  items.map(({ kind, ours, theirs }) => [kind, ours?.subjectId ?? null, theirs?.id ?? null]);

describe('matchUp', () => {
  it('finds what is on both sides, on one, and of another amount or currency', () => {
    const ours = [our(['a']), our(['b']), our(['c']), our(['d'])];
    const theirs = [
      their('a'),
      their('b', { amountMinor: 99n }),
      their('d', { currency: 'EUR' }),
      their('x'),
    ];
    expect(told(matchUp(ours, theirs, span))).toEqual([
      ['matched', 'pay_a', 'txn_a'],
      ['differs', 'pay_b', 'txn_b'],
      ['differs', 'pay_d', 'txn_d'],
      ['missing_here', null, 'txn_x'],
      ['missing_there', 'pay_c', null],
    ]);
  });

  it('uses each once: what was paid twice is missing here', () => {
    expect(told(matchUp([our(['a'])], [their('a'), their('a', { id: 'txn_2' })], span))).toEqual([
      ['matched', 'pay_a', 'txn_a'],
      ['missing_here', null, 'txn_2'],
    ]);
  });

  it('keeps payments, refunds and disputes apart', () => {
    const refund = our(['a'], { kind: 'refund', subjectId: 'rfd_a', amountMinor: -100n });
    expect(told(matchUp([refund], [their('a')], span))).toEqual([
      ['missing_here', null, 'txn_a'],
      ['missing_there', 'rfd_a', null],
    ]);
  });

  it('matches over the ends of the days, and tells only what lies inside for one side', () => {
    const ours = [
      our(['a'], { at: at('2026-10-31') }),
      our(['b'], { at: at('2026-12-02') }),
      our(['c'], { at: at('2026-12-01') }),
    ];
    const theirs = [
      their('a', { at: at('2026-11-01') }),
      their('b', { at: at('2026-12-01') }),
      their('x', { at: at('2026-12-01') }),
    ];
    expect(told(matchUp(ours, theirs, span))).toEqual([['matched', 'pay_a', 'txn_a']]);
  });

  it('names the open payment that a line may be for', () => {
    const open = our(['TOPUP-0042'], { isSettled: false });
    const line = their(null, { id: 'L1', text: 'Topup 0042, thanks' });
    expect(told(matchUp([open], [line], span, true))).toEqual([['missing_here', 'pay_TOPUP-0042', 'L1']]);
    expect(told(matchUp([open], [line], span))).toEqual([['missing_here', null, 'L1']]);
  });

  it('finds a reference however it is written, the same amount first, and never a short one', () => {
    const ours = [
      our(['MD-7F3K-22'], { amountMinor: 50n, subjectId: 'pay_half' }),
      our(['MD-7F3K-22'], { subjectId: 'pay_whole' }),
      our(['AB']),
    ];
    const line = their(null, { id: 'L1', text: 'ref: md 7f3k 22 / ABC' });
    expect(told(matchUp(ours, [line], span, true))[0]).toEqual(['matched', 'pay_whole', 'L1']);
  });
});
