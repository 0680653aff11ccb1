import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { DAY_MS, addDays } from '@/lib/core/time';
import { bookOnAccount } from '@/lib/domain/payments/book-on-account';
import { startPayment } from '@/lib/domain/payments/start-payment';
import { ordered, saveSeller } from '@/lib/testing/by-invoice';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { booksOf } from '@/lib/testing/invoices';
import { change, expectTied } from '@/lib/testing/tiers';
import { cancelSubscription } from './cancel-subscription';
import { changeSubscription } from './change-subscription';
import { previewChange } from './preview-change';
import { getSubscription } from './queries';
import { renewSubscriptions } from './renew-subscriptions';
import { sendDunning } from './send-dunning';
import { undoChange } from './undo-change';

beforeAll(async () => {
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
  await saveSeller();
});
afterAll(() => db.$disconnect());

const professional = { tierCode: 'professional' };
const tenDays = addDays(NOW, 10);

async function subscribed() {
  const one = await ordered();
  await one.pay();
  return one;
}

async function coupon(code: string, terms: object) {
  const from = new Date('2020-01-01');
  const base = { code, name: code, scope: 'tiers' as const, startsAt: from, createdAt: from };
  await db.coupon.create({ data: { ...base, ...terms } });
  return code;
}

describe('an order of a tier that is paid by invoice', () => {
  it('leads to the one transfer, whoever asks for it', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org);
    const { url } = await change(owner, { tierCode: 'starter', payBy: 'invoice' });
    const again = async (ctx: typeof owner, organisationId: string) => {
      const open = { organisationId, status: 'open' as const };
      const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: open });
      return (await startPayment(ctx, { invoiceId, provider: 'bank_transfer' })).url;
    };
    expect(await again(owner, org)).toBe(url);
    const one = await subscribed();
    const upgrade = await change(one.at(tenDays), professional);
    expect(await again(one.at(tenDays), one.org)).toBe(upgrade.url);
  });

  it('that money on account paid in part can be ordered anew; it pays that one', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org);
    const payment = { organisationId: org, id: newId('payment'), provider: 'bank_transfer' };
    await db.$transaction((tx) => bookOnAccount(tx, job(), payment, { amountMinor: 500n, currency: 'USD' }));
    const byInvoice = { tierCode: 'starter', payBy: 'invoice' as const };
    await change(owner, byInvoice);
    await change(owner, { ...byInvoice, tierCode: 'professional' });
    const invoices = await db.invoice.findMany({ where: { organisationId: org }, orderBy: { id: 'asc' } });
    expect(invoices).toMatchObject([
      { status: 'void', totalMinor: 1900n, paidMinor: 0n },
      { status: 'open', totalMinor: 7900n, paidMinor: 500n },
    ]);
    expect((await booksOf(org)).customer_balance ?? 0n).toBe(0n);
  });
});

describe('an upgrade of a tier that is paid by invoice', () => {
  it('is shown, invoiced as it was shown, and holds when it is paid, with the difference of the credits', async () => {
    const one = await subscribed();
    const { periodStart, periodEnd } = await one.row();
    const owner = one.at(tenDays);
    const preview = await previewChange(owner, professional);
    const rest = BigInt(periodEnd.getTime() - tenDays.getTime());
    const whole = BigInt(periodEnd.getTime() - periodStart.getTime());
    const share = (minor: bigint) => (minor * rest * 2n + whole) / (whole * 2n);
    expect(preview.isByInvoice).toBe(true);
    expect(preview.lines.map(({ amountMinor }) => BigInt(amountMinor))).toEqual([
      -share(1900n),
      share(7900n),
    ]);
    await expect(changeSubscription(owner, { ...professional, dueNowMinor: '1' })).rejects.toMatchObject({
      reason: 'changeCostDiffers',
    });
    const { dueNowMinor } = preview;
    const { url } = await changeSubscription(owner, { ...professional, dueNowMinor });
    expect(url).toContain('/billing/payments/pay_');
    expect((await one.row()).tierCode).toBe('starter');
    expect(await getSubscription(owner)).toMatchObject({
      awaited: { tierName: 'Professional', amountMinor: dueNowMinor, paymentId: url?.split('/').at(-1) },
    });
    await one.pay(addDays(tenDays, 1));
    expect(await one.row()).toMatchObject({ tierCode: 'professional', priceMinor: 7900n, periodEnd });
    const lot = (await one.lots()).at(-1);
    expect(lot).toMatchObject({
      ...{
        grantedMicro: credits(Math.ceil(Number((800n * 1_000n * rest) / whole) / 1_000)),
        costMinor: BigInt(dueNowMinor),
      },
      expiresAt: periodEnd,
    });
    expect(await one.kinds()).toEqual(['new', 'expansion']);
    expect(await getSubscription(owner)).toMatchObject({ awaited: null });
    await expectTied(one.org, 7900n);
    await renewSubscriptions(job(periodEnd));
    expect(await one.open()).toMatchObject({ totalMinor: 7900n });
  });

  it('twice in a period charges each time what is not used of what was charged before', async () => {
    const one = await subscribed();
    const { periodEnd } = await one.row();
    await change(one.at(tenDays), professional);
    await one.pay(tenDays);
    const { dueNowMinor } = await previewChange(one.at(tenDays), { tierCode: 'business' });
    const rest = periodEnd.getTime() - tenDays.getTime();
    const whole = periodEnd.getTime() - NOW.getTime();
    expect(Number(dueNowMinor)).toBeCloseTo((12_000 * rest) / whole, -1);
    await change(one.at(tenDays), { tierCode: 'business' });
    await one.pay(tenDays);
    expect((await one.row()).tierCode).toBe('business');
    await expectTied(one.org, 19_900n);
  });

  it('ordered again takes the place of the one before; taken back, its invoice is void', async () => {
    const one = await subscribed();
    const owner = one.at(tenDays);
    await change(owner, professional);
    await change(owner, { tierCode: 'business' });
    const open = await db.invoice.findMany({ where: { organisationId: one.org, status: 'open' } });
    expect(open).toHaveLength(1);
    expect(await getSubscription(owner)).toMatchObject({ awaited: { tierName: 'Business' } });
    await undoChange(owner);
    expect(await one.open()).toBeNull();
    expect(await getSubscription(owner)).toMatchObject({ awaited: null, tierCode: 'starter' });
    await expect(undoChange(owner)).rejects.toMatchObject({ reason: 'nothingToUndo' });
    await change(owner, professional);
    await cancelSubscription(owner);
    expect(await one.open()).toBeNull();
    expect((await booksOf(one.org)).receivable ?? 0n).toBe(0n);
  });

  it('that nobody paid makes nothing late, and falls through with the period', async () => {
    const one = await subscribed();
    const { periodEnd } = await one.row();
    await change(one.at(tenDays), professional);
    await sendDunning(job(new Date(periodEnd.getTime() - 60_000)));
    expect((await one.row()).status).toBe('active');
    await renewSubscriptions(job(periodEnd));
    expect(await one.open()).toMatchObject({ totalMinor: 1900n });
    await expect(change(one.at(addDays(periodEnd, 1)), professional)).rejects.toMatchObject({
      reason: 'subscriptionUnpaid',
    });
    await sendDunning(job(addDays(periodEnd, 16)));
    expect((await one.row()).status).toBe('past_due');
  });

  it('asked for twice at the same moment is one invoice, and another organisation has none', async () => {
    const one = await subscribed();
    const owner = one.at(tenDays);
    await Promise.all([change(owner, professional), change(owner, professional)]);
    expect(await db.invoice.count({ where: { organisationId: one.org, status: 'open' } })).toBe(1);
    const stranger = await memberOf(await newOrganisation({ freeTier: true }));
    expect(await getSubscription(stranger)).toMatchObject({ awaited: null });
    await expect(undoChange(stranger)).rejects.toMatchObject({ reason: 'noSubscription' });
    await expect(change(await memberOf(one.org, 'member'), professional)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('a coupon of a tier that is paid by invoice', () => {
  it('that takes all of it off: the tier begins at once, and is invoiced when the coupon is over', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org);
    const couponCode = await coupon('GIFT', { percentBps: 10_000, duration: 'repeating', months: 2 });
    const choice = { tierCode: 'starter', payBy: 'invoice' as const, couponCode };
    expect(await previewChange(owner, choice)).toMatchObject({ dueNowMinor: '0', nextChargeMinor: '0' });
    expect(await changeSubscription(owner, { ...choice, dueNowMinor: '0' })).toEqual({ url: null });
    expect(await getSubscription(owner)).toMatchObject({
      ...{ tierCode: 'starter', status: 'active', allowance: { total: '200' } },
      nextCharge: { amountMinor: '0' },
    });
    expect(await db.invoice.count({ where: { organisationId: org } })).toBe(0);
    const end = async () =>
      (await db.subscription.findFirstOrThrow({ where: { organisationId: org, status: 'active' } }))
        .periodEnd;
    const [first] = [await end()];
    await renewSubscriptions(job(first));
    expect((await end()).getTime()).toBeGreaterThan(first.getTime() + 27 * DAY_MS);
    const lots = await db.lot.findMany({ where: { organisationId: org, grantedMicro: credits(200) } });
    expect(lots.map(({ costMinor }) => costMinor)).toEqual([null, null]);
    expect(await db.mrrMovement.count({ where: { organisationId: org } })).toBe(0);
    await renewSubscriptions(job(await end()));
    const invoices = await db.invoice.findMany({ where: { organisationId: org } });
    expect(invoices).toMatchObject([{ status: 'open', totalMinor: 1900n }]);
    await expectTied(org, 1900n);
  });

  it('of one period is over with it', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org);
    const couponCode = await coupon('ONCE-HALF', { percentBps: 5_000, duration: 'once' });
    await change(owner, { tierCode: 'starter', payBy: 'invoice', couponCode });
    const first = await db.invoice.findFirstOrThrow({ where: { organisationId: org } });
    expect(first.totalMinor).toBe(950n);
  });

  it('of an upgrade takes something off from the next period on, once it is paid', async () => {
    const one = await subscribed();
    const couponCode = await coupon('GROW', { percentBps: 2_000, duration: 'once' });
    const owner = one.at(tenDays);
    const [plain, off] = [
      await previewChange(owner, professional),
      await previewChange(owner, { ...professional, couponCode }),
    ];
    expect(off.dueNowMinor).toBe(plain.dueNowMinor);
    expect([plain.nextChargeMinor, off.nextChargeMinor]).toEqual(['7900', '6320']);
    await change(owner, { ...professional, couponCode });
    await undoChange(owner);
    await change(owner, { ...professional, couponCode });
    await one.pay(tenDays);
    const { periodEnd } = await one.row();
    await renewSubscriptions(job(periodEnd));
    expect(await one.open()).toMatchObject({ totalMinor: 6320n });
    await one.pay(periodEnd);
    await expect(
      previewChange(one.at(addDays(periodEnd, 1)), { tierCode: 'starter', couponCode }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await renewSubscriptions(job((await one.row()).periodEnd));
    expect(await one.open()).toMatchObject({ totalMinor: 7900n });
    await expectTied(one.org, 7900n);
  });
});
