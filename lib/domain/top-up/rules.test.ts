import { describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { afterDecline } from '@/lib/domain/payments/top-up-rules';
import { decideTopUp, isExpired, monthOf, topUpState } from './rules';

const now = new Date('2026-11-21T10:00:00Z');
const later = new Date('2026-11-21T11:00:00Z');
const monthEnd = new Date('2026-12-01T00:00:00Z');

const settings = {
  enabled: true,
  status: 'active' as 'active' | 'paused',
  nextTryAt: null as Date | null,
  thresholdMicro: credits(50),
  agreedMinor: 2000n,
  monthlyCapMinor: 6000n,
  currency: 'USD',
  paymentMethodId: 'pm_1' as string | null,
  cardExpiry: '2030-04' as string | null,
};
const moment = {
  now,
  monthEnd,
  availableMicro: credits(49),
  price: { totalMinor: 2000n, currency: 'USD' } as { totalMinor: bigint; currency: string } | null,
  spentMinor: 0n,
};

describe('a top-up', () => {
  it('charges below its threshold and not at it', () => {
    expect(decideTopUp(settings, moment)).toEqual({ do: 'charge' });
    expect(decideTopUp(settings, { ...moment, availableMicro: credits(50) })).toEqual({ do: 'nothing' });
  });

  it.each([
    ['off', { enabled: false }],
    ['paused', { status: 'paused' as const }],
    ['resting', { nextTryAt: later }],
  ])('does nothing while it is %s', (_what, over) => {
    expect(decideTopUp({ ...settings, ...over }, moment)).toEqual({ do: 'nothing' });
  });

  it.each([
    ['card_missing', { paymentMethodId: null }, {}],
    ['card_expired', { cardExpiry: '2026-10' }, {}],
    ['pack_gone', {}, { price: null }],
    ['price_changed', {}, { price: { totalMinor: 2001n, currency: 'USD' } }],
    ['price_changed', {}, { price: { totalMinor: 2000n, currency: 'EUR' } }],
  ])('pauses for %s', (pausedReason, over, at) => {
    expect(decideTopUp({ ...settings, ...over }, { ...moment, ...at })).toEqual({
      ...{ do: 'rest', status: 'paused', pausedReason, nextTryAt: null },
    });
  });

  it('charges a price that fell, and waits for the next month at its cap', () => {
    const cheaper = { ...moment, price: { totalMinor: 1500n, currency: 'USD' } };
    expect(decideTopUp(settings, cheaper)).toEqual({ do: 'charge' });
    expect(decideTopUp(settings, { ...moment, spentMinor: 4000n })).toEqual({ do: 'charge' });
    expect(decideTopUp(settings, { ...moment, spentMinor: 4001n })).toEqual({
      ...{ do: 'rest', status: 'active', pausedReason: 'cap_reached', nextTryAt: monthEnd },
    });
  });

  it('forgets a rest that is over when the wallet was filled meanwhile', () => {
    const rested = { ...settings, nextTryAt: now };
    expect(decideTopUp(rested, { ...moment, availableMicro: credits(50) })).toEqual({ do: 'recover' });
  });

  it('says what it does', () => {
    expect(topUpState(settings, true, now)).toBe('charging');
    expect(topUpState({ ...settings, enabled: false }, false, now)).toBe('off');
    expect(topUpState({ ...settings, status: 'paused' }, false, now)).toBe('paused');
    expect(topUpState({ ...settings, nextTryAt: later }, false, now)).toBe('waiting');
    expect(topUpState(settings, false, now)).toBe('watching');
  });
});

describe('after declines in a row', () => {
  const decline = { code: 'insufficient_funds', advice: 'try_again_later' };
  it('rests an hour, four, a day, and then waits for a person', () => {
    const rests = [0, 1, 2].map((before) => afterDecline(decline, before, now).nextTryAt?.getTime() ?? 0);
    expect(rests.map((at) => (at - now.getTime()) / 3_600_000)).toEqual([1, 4, 24]);
    expect(afterDecline(decline, 3, now)).toEqual({
      ...{ status: 'paused', pausedReason: 'declined', failures: 4, nextTryAt: null },
    });
  });

  it.each([
    [{ code: 'authentication_required', advice: null }, 'authentication_required'],
    [{ code: 'card_missing', advice: null }, 'card_missing'],
    [{ code: 'expired_card', advice: null }, 'card_expired'],
    [{ code: 'stolen_card', advice: null }, 'declined'],
    [{ code: 'generic_decline', advice: 'do_not_try_again' }, 'declined'],
  ])('does not try %j again', (final, pausedReason) => {
    expect(afterDecline(final, 0, now)).toMatchObject({ status: 'paused', pausedReason, nextTryAt: null });
  });
});

it('a month is the calendar month of the zone, across a change of clocks', () => {
  expect(monthOf(new Date('2026-11-01T02:00:00Z'), 'America/New_York')).toEqual({
    start: new Date('2026-10-01T04:00:00Z'),
    end: new Date('2026-11-01T04:00:00Z'),
  });
  expect(monthOf(new Date('2026-10-31T23:30:00Z'), 'Europe/Warsaw')).toEqual({
    start: new Date('2026-10-31T23:00:00Z'),
    end: new Date('2026-11-30T23:00:00Z'),
  });
});

it('a card pays until the end of its month', () => {
  expect(isExpired('2026-11', now)).toBe(false);
  expect(isExpired('2026-10', now)).toBe(true);
  expect(isExpired(null, now)).toBe(false);
});
