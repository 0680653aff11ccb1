import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { getPurchase } from '@/lib/domain/payments/queries';
import { deductCredits } from '@/lib/domain/wallet/deduct-credits';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { settle } from '@/lib/testing/deliveries';
import { ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { broken, sums, take, walletOf } from '@/lib/testing/payments';
import { queuedJobs } from '@/lib/testing/queue';
import { filing } from '@/lib/testing/requests';
import { openShop } from '@/lib/testing/shop';
import { abandonUnpaid } from './abandon-unpaid';
import { assignRequest } from './assign-request';
import { fileRequest } from './file-request';
import { fundPaid } from './fund-paid';
import { fundRequest } from './fund-request';
import { payRequest } from './pay-request';
import { getSupportSetting, saveSupportSetting } from './settings';
import { withdrawRequest } from './withdraw-request';

// The provider's clock is the real one.
const now = () => new Date();
/** «Something is broken» costs 3.00 by card. */
const CARD = { pay: 'card' as const, totalMinor: '300' };

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const buyer = async (grant = 0): Promise<Context> =>
  memberOf(await newOrganisation({ ...(grant ? { grant } : {}) }), 'owner', now());
const requestOf = (id: string) =>
  db.request.findFirstOrThrow({ where: { id }, include: { hold: true, events: true } });
const purchasesOf = (requestId: string) =>
  db.purchase.findMany({ where: { requestId }, orderBy: { id: 'asc' } });

async function byCard(member: Context, over = {}) {
  const filed = await fileRequest(member, filing({ ...CARD, ...over }));
  if (!filed.url) throw new Error('no page to pay at');
  return { ...filed, url: filed.url };
}

/** The card is charged, the provider tells, the worker settles it and lets the request begin. */
async function charge(url: string) {
  const from = shop.deliveries.length;
  await shop.pay(url);
  const delivery = await shop.delivery('checkout.session.completed', from);
  await take(delivery);
  return delivery;
}

const fundedBy = async (member: Context, requestId: string) =>
  fundPaid(job(now(), tenant(member)), { organisationId: tenant(member), requestId });

describe('a request by card', () => {
  it('waits unpaid, buys exactly its price, holds it as it comes, and begins; all of it once', async () => {
    const member = await buyer();
    const { requestId, number, url, status } = await byCard(member);
    expect(status).toBe('unpaid');
    expect(await requestOf(requestId)).toMatchObject({
      status: 'unpaid',
      holdId: null,
      priceMicro: credits(25),
    });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: 0n, heldMicro: 0n });
    const delivery = await charge(url);
    expect(await walletOf(tenant(member))).toMatchObject({
      balanceMicro: credits(25),
      heldMicro: credits(25),
    });
    expect(await queuedJobs('support.fund', requestId)).toHaveLength(1);
    await Promise.all([
      settle(delivery),
      settle(delivery),
      fundedBy(member, requestId),
      fundedBy(member, requestId),
    ]);
    const request = await requestOf(requestId);
    expect(request).toMatchObject({ status: 'new', hold: { status: 'active', reference: number } });
    expect(request.events.map(({ kind }) => kind)).toEqual(['filedUnpaid', 'paid']);
    const [purchase] = await purchasesOf(requestId);
    expect(purchase).toMatchObject({
      origin: 'request',
      status: 'paid',
      totalMinor: 300n,
      creditsMicro: credits(25),
    });
    expect(await getPurchase(member, { purchaseId: purchase?.id ?? '' })).toMatchObject({
      packName: `Something is broken (${number})`,
      returnTo: `/support/requests/${requestId}`,
      invoiceNumber: expect.any(String),
    });
    expect(await sums(tenant(member))).toEqual({ 'cash:stripe': 300n, deferred_revenue: -300n });
    expect(await broken()).toEqual([]);
  });

  it('is one request and one purchase for one token, and the same page when it is asked for again', async () => {
    const member = await buyer();
    const input = filing(CARD);
    const answers = await Promise.all([fileRequest(member, input), fileRequest(member, input)]);
    const [{ requestId, url } = { requestId: '', url: null }] = answers;
    expect(new Set(answers.map((one) => one.requestId)).size).toBe(1);
    const again = await payRequest(member, { requestId, totalMinor: '300' });
    expect(again.url).toBe(url);
    expect(await purchasesOf(requestId)).toHaveLength(1);
    await expect(fileRequest(member, { ...input, subject: 'Another' })).rejects.toMatchObject({
      reason: 'idempotencyConflict',
    });
  });

  it('never charges a price that was not shown, and nothing where money is not taken', async () => {
    const member = await buyer();
    await expect(fileRequest(member, filing({ ...CARD, totalMinor: '299' }))).rejects.toMatchObject({
      reason: 'requestPriceChanged',
    });
    const credit = { category: 'integration', price: '50' };
    await expect(fileRequest(member, filing({ ...CARD, ...credit }))).rejects.toMatchObject({
      reason: 'noCardPrice',
    });
    expect(await db.request.count({ where: { organisationId: tenant(member) } })).toBe(0);
    const { requestId } = await byCard(member);
    await expect(payRequest(member, { requestId, totalMinor: '1' })).rejects.toMatchObject({
      reason: 'requestPriceChanged',
    });
  });

  it('is for those who may buy, within their organisation', async () => {
    const owner = await buyer();
    const plain = await memberOf(tenant(owner), 'member', now());
    await expect(fileRequest(plain, filing(CARD))).rejects.toMatchObject({ code: 'forbidden' });
    const { requestId } = await byCard(owner);
    const asked = { requestId, totalMinor: '300' };
    await expect(payRequest(plain, asked)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(payRequest(await buyer(), asked)).rejects.toMatchObject({ code: 'not_found' });
    await expect(payRequest(await staff(['admin']), asked)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(fundRequest(await buyer(), { requestId })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leaves the credits in the wallet where the request was withdrawn before the money came', async () => {
    const member = await buyer();
    const { requestId, url } = await byCard(member);
    expect(await withdrawRequest(member, { requestId })).toMatchObject({ released: '0' });
    await charge(url);
    await fundedBy(member, requestId);
    await fundedBy(member, requestId);
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: credits(25), heldMicro: 0n });
    const { status, events } = await requestOf(requestId);
    expect(status).toBe('cancelled');
    expect(events.map(({ kind }) => kind)).toEqual(['filedUnpaid', 'withdrawn', 'paidToWallet']);
    expect(await broken()).toEqual([]);
  });

  it('is paid by credits or by card, not both: the second stays in the wallet', async () => {
    const member = await buyer();
    const { requestId, url } = await byCard(member);
    await grantCredits(db, member, tenant(member), { amountMicro: credits(25), source: 'adjustment' });
    await fundRequest(member, { requestId });
    await charge(url);
    await fundedBy(member, requestId);
    expect(await walletOf(tenant(member))).toMatchObject({
      balanceMicro: credits(50),
      heldMicro: credits(25),
    });
    expect(await requestOf(requestId)).toMatchObject({ status: 'new', hold: { amountMicro: credits(25) } });
    expect(await broken()).toEqual([]);
  });

  it('takes another purchase when the first was given up, and the money of both when both come', async () => {
    const member = await buyer();
    const { requestId, url } = await byCard(member);
    await db.purchase.updateMany({ where: { requestId }, data: { status: 'expired' } });
    const again = await payRequest(member, { requestId, totalMinor: '300' });
    expect(again.url).not.toBe(url);
    await charge(url);
    await charge(again.url);
    await fundedBy(member, requestId);
    expect((await purchasesOf(requestId)).map(({ status }) => status)).toEqual(['paid', 'paid']);
    expect(await walletOf(tenant(member))).toMatchObject({
      balanceMicro: credits(50),
      heldMicro: credits(25),
    });
    await expect(payRequest(member, { requestId, totalMinor: '300' })).rejects.toMatchObject({
      reason: 'requestChanged',
    });
    expect(await broken()).toEqual([]);
  });

  it('waits on where the wallet owed what came, and is not charged again', async () => {
    const member = await buyer();
    const organisationId = tenant(member);
    const { code } = await db.service.findFirstOrThrow({ where: { active: true, priceMicro: { gt: 0 } } });
    const use = {
      service: code,
      quantity: '1',
      idempotencyKey: randomUUID(),
      onInsufficient: 'owe' as const,
    };
    await deductCredits(job(now(), organisationId), use);
    const { requestId, url } = await byCard(member);
    await charge(url);
    await fundedBy(member, requestId);
    expect((await walletOf(organisationId)).heldMicro).toBe(0n);
    await fundedBy(member, requestId);
    const { status, events } = await requestOf(requestId);
    expect(status).toBe('unpaid');
    expect(events.map(({ kind }) => kind)).toEqual(['filedUnpaid', 'paidToWallet']);
    await expect(payRequest(member, { requestId, totalMinor: '300' })).rejects.toMatchObject({
      reason: 'requestPaid',
    });
    await grantCredits(db, member, organisationId, { amountMicro: credits(25), source: 'adjustment' });
    await fundRequest(member, { requestId });
    expect(await requestOf(requestId)).toMatchObject({ status: 'new' });
    expect(await broken()).toEqual([]);
  });
});

describe('fundRequest', () => {
  it('holds the price of what waits, once, and refuses with too few credits', async () => {
    const member = await buyer();
    const { requestId } = await byCard(member);
    await expect(fundRequest(member, { requestId })).rejects.toMatchObject({ code: 'insufficient_credits' });
    await grantCredits(db, member, tenant(member), { amountMicro: credits(60), source: 'adjustment' });
    await Promise.all([fundRequest(member, { requestId }), fundRequest(member, { requestId })]);
    await fundRequest(member, { requestId });
    expect(await walletOf(tenant(member))).toMatchObject({ heldMicro: credits(25) });
    expect((await requestOf(requestId)).events.map(({ kind }) => kind)).toEqual(['filedUnpaid', 'funded']);
    await expect(fundRequest(await staff(['admin']), { requestId })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('has nobody work on what is not paid', async () => {
    const member = await buyer();
    const { requestId } = await byCard(member);
    const expert = await staff(['expert']);
    const expertId = 'userId' in expert.actor ? expert.actor.userId : '';
    await expect(
      assignRequest(await staff(['agent']), { requestId, expertId, fromExpertId: null }),
    ).rejects.toMatchObject({ reason: 'requestChanged' });
  });
});

describe('abandonUnpaid', () => {
  it('ends what nobody has paid for two weeks, once', async () => {
    const member = await buyer();
    const { requestId } = await byCard(member);
    const { requestId: paid, url } = await byCard(member);
    await charge(url);
    await fundedBy(member, paid);
    const late = job(new Date(Date.now() + 15 * 86_400_000));
    await abandonUnpaid(job(now()));
    expect(await requestOf(requestId)).toMatchObject({ status: 'unpaid' });
    await Promise.all([abandonUnpaid(late), abandonUnpaid(late)]);
    const ended = await requestOf(requestId);
    expect(ended).toMatchObject({ status: 'cancelled' });
    expect(ended.events.map(({ kind }) => kind)).toEqual(['filedUnpaid', 'abandoned']);
    expect(await requestOf(paid)).toMatchObject({ status: 'new' });
    await expect(abandonUnpaid(member)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('waits for as long as an administrator says', async () => {
    const [admin, agent] = [await staff(['admin']), await staff(['agent'])];
    const { requestId } = await byCard(await buyer());
    const after = (days: number) => job(new Date(Date.now() + days * 86_400_000));
    await saveSupportSetting(admin, { unpaidDays: 30 });
    await saveSupportSetting(admin, { unpaidDays: 30 });
    expect(await getSupportSetting(admin)).toEqual({ unpaidDays: 30 });
    const changes = { action: 'settings.change', recordId: 'support', actorId: caller(admin) };
    expect(await db.auditEvent.count({ where: changes })).toBe(1);
    await abandonUnpaid(after(29));
    expect(await requestOf(requestId)).toMatchObject({ status: 'unpaid' });
    await abandonUnpaid(after(31));
    expect(await requestOf(requestId)).toMatchObject({ status: 'cancelled' });
    await expect(saveSupportSetting(admin, { unpaidDays: 0 })).rejects.toMatchObject({ code: 'invalid' });
    await expect(saveSupportSetting(agent, { unpaidDays: 3 })).rejects.toMatchObject({ code: 'forbidden' });
    await saveSupportSetting(admin, { unpaidDays: 14 });
  });
});
