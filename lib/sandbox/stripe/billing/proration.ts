import { couponOf, itemText, priceOf, type PriceState } from './shelf';
import { periodEnd } from './calendar';
import type { NewLine } from './invoices';
import type { SubState } from './records';
import type { BillingWork } from './work';

/** What a change of price charges now, and the period that it leaves the subscription in. */
export interface PlannedChange {
  lines: NewLine[];
  anchor: number;
  periodStart: number;
  periodEnd: number;
}

/** What is left of a period at an instant, of the whole of it: to the second. */
const share = (amount: number, t: number, start: number, end: number) =>
  Math.round((amount * (end - t)) / (end - start));

/** Coupons that run are in a proration, though not shown on it (`proration_discounts: included`). */
function afterDiscounts(work: BillingWork, sub: SubState, amount: number): number {
  return sub.discounts
    .filter(({ end }) => end === null || end > work.at)
    .reduce((left, { couponId }) => {
      const coupon = couponOf(work.store, couponId);
      const off = coupon.percent_off
        ? Math.round((left * coupon.percent_off) / 100)
        : (coupon.amount_off ?? 0);
      return left - Math.min(left, off);
    }, amount);
}

/** The unused part of what was really charged for the present price. Nothing was charged: nothing comes back. */
function creditLine(work: BillingWork, sub: SubState, old: PriceState, t: number): NewLine[] {
  const bills = work.draft.invoices.filter(
    (invoice) => invoice.subscription === sub.id && ['paid', 'open'].includes(invoice.status),
  );
  const charged = bills
    .flatMap((invoice) => invoice.lines.map((line) => ({ invoice, line })))
    .filter(({ line }) => line.amount > 0 && line.priceId === sub.priceId && line.end === sub.periodEnd)
    .at(-1);
  if (!charged) return [];
  const { invoice, line } = charged;
  const net = line.amount - line.discounts.reduce((total, { amount }) => total + amount, 0);
  const amount = -share(net, t, line.start, line.end);
  if (amount === 0) return [];
  return [
    {
      ...{
        amount,
        description: `Unused time on ${itemText(work.store, old, sub.quantity)}`,
        priceId: old.id,
      },
      ...{ quantity: sub.quantity, start: t, end: line.end, proration: true },
      credited: { invoice: invoice.id, invoice_line_items: [line.id] },
    },
  ];
}

/**
 * The lines of a change of price at `t`. With the same interval the period stays and both sides are prorated by the
 * second; another interval, or an anchor of now, begins a new period at its full price.
 */
export function planChange(
  work: BillingWork,
  sub: SubState,
  next: { priceId: string; quantity: number; t: number; anchorNow: boolean },
): PlannedChange {
  const { t } = next;
  const old = priceOf(work.store, sub.priceId);
  const price = priceOf(work.store, next.priceId);
  const amount = price.amount * next.quantity;
  const text = itemText(work.store, price, next.quantity);
  const { anchor, periodStart, periodEnd: end } = sub;
  const line = { priceId: price.id, quantity: next.quantity };
  if (sub.status === 'trialing' && !next.anchorNow) return { lines: [], anchor, periodStart, periodEnd: end };
  const credit = creditLine(work, sub, old, t);
  const turns =
    price.interval !== old.interval || price.intervalCount !== old.intervalCount || next.anchorNow;
  if (turns) {
    const whole = {
      ...line,
      amount,
      description: text,
      start: t,
      end: periodEnd(t, price, t),
      proration: false,
    };
    return { lines: [...credit, whole], anchor: t, periodStart: t, periodEnd: whole.end };
  }
  const debit = share(afterDiscounts(work, sub, amount), t, periodStart, end);
  const rest = {
    ...line,
    amount: debit,
    description: `Remaining time on ${text}`,
    start: t,
    end,
    proration: true,
  };
  return { lines: debit === 0 ? credit : [...credit, rest], anchor, periodStart, periodEnd: end };
}
