import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caller, tenant } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { getDeskRequest } from '@/lib/domain/desk/queries';
import { assignRequest } from '@/lib/domain/support/assign-request';
import { cancelRequest } from '@/lib/domain/support/cancel-request';
import { fileRequest } from '@/lib/domain/support/file-request';
import { getRequest } from '@/lib/domain/support/queries';
import { replyAsCustomer } from '@/lib/domain/support/reply-as-customer';
import { replyAsStaff } from '@/lib/domain/support/reply-as-staff';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import { startWork } from '@/lib/domain/support/start-work';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { NOW, ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { broken, walletOf } from '@/lib/testing/payments';
import { assignedRequest, customer, filing } from '@/lib/testing/requests';
import { promise, promiseNothing } from '@/lib/testing/service-levels';
import { acceptQuote } from './accept-quote';
import { declineQuote } from './decline-quote';
import { proposeQuote } from './propose-quote';
import { newQuoteId } from './schema';
import { withdrawQuote } from './withdraw-quote';

beforeAll(() => ensureCatalogue());
beforeEach(() => promiseNothing());

const requestOf = (id: string) =>
  db.request.findFirstOrThrow({
    where: { id },
    include: { events: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  });
const kinds = async (id: string) => (await requestOf(id)).events.map(({ kind }) => kind);
const proposal = (requestId: string, over = {}) => ({
  ...{ requestId, quoteId: newQuoteId(), credits: '120', body: 'Two days of work.' },
  ...over,
});
const message = (requestId: string) => ({
  ...{ requestId, messageId: newId('message'), body: 'It happens again.', attachments: [] },
});

/** «Larger work» is quoted: it begins without a price. */
async function quoted(grant = 1_000) {
  const member = await customer(grant);
  const { requestId } = await fileRequest(member, filing({ category: 'project', price: '0' }));
  const [expert, agent] = [await staff(['expert']), await staff(['agent'])];
  await assignRequest(agent, { requestId, expertId: caller(expert), fromExpertId: null });
  return { member, requestId, expert, agent };
}

describe('a quote', () => {
  it('is proposed, accepted and held; only then may the work begin', async () => {
    const { member, requestId, expert } = await quoted();
    expect(await walletOf(tenant(member))).toMatchObject({ heldMicro: 0n });
    await expect(startWork(expert, { requestId })).rejects.toMatchObject({ reason: 'quoteMissing' });
    await replyAsStaff(expert, { ...message(requestId), then: 'stay' });
    expect((await requestOf(requestId)).status).toBe('assigned');
    const quote = proposal(requestId);
    await proposeQuote(expert, quote);
    await proposeQuote(expert, quote);
    const accepted = { quoteId: quote.quoteId, credits: '120' };
    await Promise.all([acceptQuote(member, accepted), acceptQuote(member, accepted)]);
    await acceptQuote(member, accepted);
    expect(await walletOf(tenant(member))).toMatchObject({ heldMicro: credits(120) });
    expect(await requestOf(requestId)).toMatchObject({
      priceMicro: credits(120),
      scopeVersion: 2,
      holdId: null,
    });
    await startWork(expert, { requestId });
    expect(await resolveRequest(expert, { requestId, resolution: 'Built it.' })).toMatchObject({
      charged: '120',
    });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: credits(880), heldMicro: 0n });
    expect(await kinds(requestId)).toEqual([
      ...['filedForQuote', 'assigned', 'quoteProposed', 'quoteAccepted', 'started', 'resolved'],
    ]);
    expect(await broken()).toEqual([]);
  });

  it('comes on top of what was held, and all of it is charged or given back', async () => {
    const { member, requestId, expert, agent } = await assignedRequest({ inWork: true });
    const quote = proposal(requestId, { credits: '0.5' });
    await proposeQuote(expert, quote);
    await acceptQuote(member, { quoteId: quote.quoteId, credits: '0.5' });
    const { priceMicro, priceFactors } = await requestOf(requestId);
    expect(priceMicro).toBe(25_500_000n);
    expect(priceFactors).toMatchObject([
      { kind: 'base' },
      { kind: 'quote', before: '25000000', after: '25500000' },
    ]);
    const waiting = proposal(requestId);
    await proposeQuote(expert, waiting);
    await expect(proposeQuote(expert, proposal(requestId))).rejects.toMatchObject({ reason: 'quotePending' });
    expect(await cancelRequest(agent, { requestId, reason: 'Not needed.' })).toMatchObject({
      released: '25.5',
    });
    await expect(acceptQuote(member, { quoteId: waiting.quoteId, credits: '120' })).rejects.toMatchObject({
      reason: 'quoteDecided',
    });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: credits(1_000), heldMicro: 0n });
    expect(await broken()).toEqual([]);
  });

  it('shows apart what was charged, what a resolution would charge, and what would come back', async () => {
    await promise({ validFrom: NOW });
    const { member, requestId, expert, agent } = await assignedRequest({ inWork: true });
    const late = { ...expert, now: new Date(NOW.getTime() + 11 * 3_600_000) };
    const shown = async () => (await getDeskRequest(agent, { requestId })).credits;
    expect(await shown()).toEqual({ held: '25', charged: '0', released: '0', returnable: '25' });
    await resolveRequest(late, { requestId, resolution: 'Fixed it.' });
    expect(await shown()).toEqual({ held: '0', charged: '25', released: '0', returnable: '20' });
    await replyAsCustomer(member, message(requestId));
    const quote = proposal(requestId, { credits: '7' });
    await proposeQuote(expert, quote);
    await acceptQuote(member, { quoteId: quote.quoteId, credits: '7' });
    expect(await shown()).toEqual({ held: '7', charged: '25', released: '0', returnable: '27' });
    expect((await getRequest(member, { requestId })).credits).toEqual(await shown());
    expect(await cancelRequest(agent, { requestId, reason: 'Our fault.' })).toMatchObject({ released: '27' });
    expect(await shown()).toEqual({ held: '0', charged: '0', released: '32', returnable: '0' });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: credits(1_000), heldMicro: 0n });
  });

  it('is an answer: a request that waited for its customer goes on', async () => {
    const { member, requestId, expert } = await assignedRequest({ inWork: true });
    const quote = proposal(requestId);
    await proposeQuote(expert, quote);
    await replyAsStaff(expert, { ...message(requestId), then: 'wait' });
    await grantCredits(db, member, tenant(member), { amountMicro: credits(500), source: 'promotion' });
    await acceptQuote(member, { quoteId: quote.quoteId, credits: '120' });
    expect((await requestOf(requestId)).status).toBe('in_progress');
    expect((await kinds(requestId)).slice(-3)).toEqual(['waiting', 'quoteAccepted', 'answered']);
  });

  it('is never accepted at another price, twice decided, or held without the credits', async () => {
    const { member, requestId, expert } = await quoted(100);
    const quote = proposal(requestId);
    const { quoteId } = quote;
    await proposeQuote(expert, quote);
    await expect(acceptQuote(member, { quoteId, credits: '119' })).rejects.toMatchObject({
      reason: 'priceChanged',
      values: { price: '120' },
    });
    await expect(acceptQuote(member, { quoteId, credits: '120' })).rejects.toMatchObject({
      code: 'insufficient_credits',
      values: { shortfall: '20' },
    });
    await grantCredits(db, member, tenant(member), { amountMicro: credits(20), source: 'adjustment' });
    const results = await Promise.allSettled([
      acceptQuote(member, { quoteId, credits: '120' }),
      declineQuote(member, { quoteId, comment: 'Too much.' }),
      withdrawQuote(expert, { quoteId }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(proposeQuote(expert, { ...quote, credits: '1' })).rejects.toMatchObject({
      reason: 'idempotencyConflict',
    });
    expect(await broken()).toEqual([]);
  });

  it('is declined with a word, or taken back, and nothing is held', async () => {
    const { member, requestId, expert } = await quoted();
    const [first, second] = [proposal(requestId), proposal(requestId, { credits: '80' })];
    await proposeQuote(expert, first);
    await declineQuote(member, { quoteId: first.quoteId, comment: 'Too much.' });
    await declineQuote(member, { quoteId: first.quoteId });
    await proposeQuote(expert, second);
    await withdrawQuote(expert, { quoteId: second.quoteId });
    await withdrawQuote(expert, { quoteId: second.quoteId });
    await expect(withdrawQuote(expert, { quoteId: first.quoteId })).rejects.toMatchObject({
      reason: 'quoteDecided',
    });
    expect((await kinds(requestId)).slice(2)).toEqual([
      ...['quoteProposed', 'quoteDeclined', 'quoteProposed', 'quoteWithdrawn'],
    ]);
    expect(await walletOf(tenant(member))).toMatchObject({ heldMicro: 0n });
  });

  it('is proposed by whoever works on it, and decided by its customer alone', async () => {
    const { member, requestId, expert } = await quoted();
    const quote = proposal(requestId);
    const accepted = { quoteId: quote.quoteId, credits: '120' };
    await expect(proposeQuote(await staff(['expert']), quote)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(proposeQuote(member, quote)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(proposeQuote(expert, { ...quote, requestId: newId('request') })).rejects.toMatchObject({
      code: 'not_found',
    });
    await proposeQuote(expert, quote);
    const stranger = await memberOf(await newOrganisation({ grant: 500 }));
    await expect(acceptQuote(stranger, accepted)).rejects.toMatchObject({ code: 'not_found' });
    await expect(declineQuote(stranger, accepted)).rejects.toMatchObject({ code: 'not_found' });
    await expect(acceptQuote(expert, accepted)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(declineQuote(expert, accepted)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(withdrawQuote(member, accepted)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(withdrawQuote(await staff(['expert']), accepted)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(withdrawQuote(expert, { quoteId: newQuoteId() })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
