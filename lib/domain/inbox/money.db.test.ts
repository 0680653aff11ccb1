import { beforeAll, describe, expect, it } from 'vitest';
import { caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { acceptQuote } from '@/lib/domain/quotes/accept-quote';
import { proposeQuote } from '@/lib/domain/quotes/propose-quote';
import { assignRequest } from '@/lib/domain/support/assign-request';
import { replyAsCustomer } from '@/lib/domain/support/reply-as-customer';
import { ensureCatalogue, memberOf, staff } from '@/lib/testing/factories';
import { newDeployment, reported } from '@/lib/testing/inbox';

beforeAll(() => ensureCatalogue());

const toldOf = async (event: string, requestId: string) =>
  (await db.delivery.findMany({ where: { event, requestId } }))
    .map(({ userId, recipient }) => userId ?? recipient)
    .sort();

describe('the money of what a reporter filed', () => {
  it('is asked of the organisation: its owners and those for billing hear of a quote, and accept it', async () => {
    const shop = await newDeployment();
    const billing = await memberOf(shop.organisationId, 'billing');
    await memberOf(shop.organisationId, 'member');
    const { requestId } = await reported(shop);
    const [agent, expert] = [await staff(['agent']), await staff(['expert'])];
    await assignRequest(agent, { requestId, expertId: caller(expert), fromExpertId: null });
    const quoteId = newId('quote');
    await proposeQuote(expert, { requestId, quoteId, credits: '100', body: 'Two days of work.' });
    expect(await toldOf('quoteProposed', requestId)).toEqual([caller(shop.owner), caller(billing)].sort());
    await acceptQuote(shop.owner, { quoteId, credits: '100' });
    expect(await db.quote.findFirst({ where: { id: quoteId } })).toMatchObject({ status: 'accepted' });
  });

  it('is asked of a member who writes in it, once one does', async () => {
    const shop = await newDeployment();
    const { requestId } = await reported(shop);
    const [agent, expert] = [await staff(['agent']), await staff(['expert'])];
    await assignRequest(agent, { requestId, expertId: caller(expert), fromExpertId: null });
    const member = await memberOf(shop.organisationId, 'member');
    const words = { messageId: newId('message'), body: 'It concerns all shops.', attachments: [] };
    await replyAsCustomer(member, { requestId, ...words });
    await proposeQuote(expert, { requestId, quoteId: newId('quote'), credits: '100', body: 'Two days.' });
    expect(await toldOf('quoteProposed', requestId)).toEqual([caller(member)]);
  });
});
