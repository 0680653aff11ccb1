import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Act,
  closesAt,
  deskActs,
  excerpt,
  isOpen,
  mayRate,
  nextStatus,
  requestNumber,
  startRefusal,
  startsFrom,
  takesMessages,
  worksOn,
} from './rules';
import { requestStatuses } from './schema';

const acts: Act[] = [
  ...(['fund', 'assign', 'start', 'wait', 'answer', 'resolve', 'reopen', 'close'] as const),
  ...(['cancel', 'withdraw'] as const),
];
const day = (n: number) => new Date(Date.UTC(2026, 10, n));

describe('the state machine', () => {
  it('goes the long way from new to closed', () => {
    expect(nextStatus('assign', 'new')).toBe('assigned');
    expect(nextStatus('start', 'assigned')).toBe('in_progress');
    expect(nextStatus('wait', 'in_progress')).toBe('waiting_on_customer');
    expect(nextStatus('answer', 'waiting_on_customer')).toBe('in_progress');
    expect(nextStatus('resolve', 'in_progress')).toBe('resolved');
    expect(nextStatus('resolve', 'waiting_on_customer')).toBe('resolved');
    expect(nextStatus('close', 'resolved')).toBe('closed');
  });

  it('cancels what is open or unpaid and nothing else', () => {
    for (const status of requestStatuses) {
      const ends = isOpen(status) || status === 'unpaid';
      expect(nextStatus('cancel', status)).toBe(ends ? 'cancelled' : null);
    }
  });

  it('lets the customer withdraw only what nobody has taken', () => {
    expect(startsFrom('withdraw')).toEqual(['unpaid', 'new']);
  });

  it('lets nobody work on what is not paid, and takes up again only what was resolved', () => {
    for (const act of acts) {
      const ends = act === 'cancel' || act === 'withdraw';
      expect(nextStatus(act, 'unpaid')).toBe(act === 'fund' ? 'new' : ends ? 'cancelled' : null);
    }
    expect(startsFrom('reopen')).toEqual(['resolved']);
  });

  it('begins work once a price and, where it is needed, the owner’s yes are there', () => {
    const request = { needsApproval: false, approval: null, priceMicro: 25_000_000n };
    expect(startRefusal(request)).toBeNull();
    expect(startRefusal({ ...request, priceMicro: 0n })).toBe('quoteMissing');
    expect(startRefusal({ ...request, needsApproval: true })).toBe('approvalMissing');
    expect(startRefusal({ ...request, needsApproval: true, approval: 'voided' })).toBe('approvalMissing');
    expect(startRefusal({ ...request, needsApproval: true, approval: 'approved' })).toBeNull();
  });

  it('never leaves an ended request, and resolves only what is in work', () => {
    for (const act of acts) {
      expect(nextStatus(act, 'closed')).toBeNull();
      expect(nextStatus(act, 'cancelled')).toBeNull();
    }
    expect(startsFrom('resolve')).toEqual(['in_progress', 'waiting_on_customer']);
  });

  it('keeps the status when another expert takes over', () => {
    expect(nextStatus('assign', 'waiting_on_customer')).toBe('waiting_on_customer');
  });
});

describe('what may be done', () => {
  it('takes messages until the request is closed', () => {
    expect(requestStatuses.filter(takesMessages)).toEqual([
      'unpaid',
      'new',
      'assigned',
      'in_progress',
      'waiting_on_customer',
      'resolved',
    ]);
  });

  it('lets experts work on their own requests and agents on all', () => {
    expect(worksOn({ userId: 'a', canAssign: false }, 'a')).toBe(true);
    expect(worksOn({ userId: 'a', canAssign: false }, 'b')).toBe(false);
    expect(worksOn({ userId: 'a', canAssign: false }, null)).toBe(false);
    expect(worksOn({ userId: 'a', canAssign: true }, 'b')).toBe(true);
  });

  it('offers an expert to take what nobody has', () => {
    const expert = { userId: 'a', canAssign: false, isExpert: true };
    expect(deskActs(expert, 'new', null)).toMatchObject({
      take: true,
      assign: false,
      cancel: false,
      note: true,
    });
    expect(deskActs(expert, 'assigned', 'b')).toMatchObject({ take: false, start: false, reply: false });
  });
});

describe('ratings', () => {
  it('need a resolution and may be changed for seven days', () => {
    expect(mayRate('in_progress', null, day(1))).toBe(false);
    expect(mayRate('cancelled', null, day(1))).toBe(false);
    expect(mayRate('closed', null, day(20))).toBe(true);
    expect(mayRate('resolved', day(1), day(7))).toBe(true);
    expect(mayRate('resolved', day(1), day(8))).toBe(false);
  });
});

describe('words and numbers', () => {
  it('numbers requests with six digits, and more when there are more', () => {
    expect(requestNumber(2026, 123)).toBe('REQ-2026-000123');
    expect(requestNumber(2027, 1_234_567)).toBe('REQ-2027-1234567');
  });

  it('closes seven days after the resolution', () => {
    expect(closesAt(day(1))).toEqual(day(8));
  });

  it('cuts an excerpt to its length and never in the middle of a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 800 }), (body) => {
        const short = excerpt(body, 100);
        expect(short.length).toBeLessThanOrEqual(103);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});
