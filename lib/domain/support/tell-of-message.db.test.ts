import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { deactivateStaff } from '@/lib/domain/accounts/deactivate-staff';
import { ensureCatalogue, staff } from '@/lib/testing/factories';
import { assignedRequest, newRequest } from '@/lib/testing/requests';
import { replyAsCustomer } from './reply-as-customer';
import { replyAsStaff } from './reply-as-staff';
import { resolveRequest } from './resolve-request';

beforeAll(() => ensureCatalogue());

const words = (requestId: string) => ({
  ...{ requestId, messageId: newId('message'), body: 'Is anybody there?', attachments: [] },
});
const rung = (person: Context, requestId: string) =>
  db.notification.count({
    where: { userId: caller(person), event: 'messageFromCustomer', path: `/desk/requests/${requestId}` },
  });
const mailed = (requestId: string) =>
  db.delivery.count({ where: { requestId, event: 'messageFromCustomer', channel: 'email' } });

describe('a message of the customer', () => {
  it('rings at the desk while nobody has the request, and mails nobody', async () => {
    const [agent, expert] = [await staff(['agent']), await staff(['expert'])];
    const { requestId, member } = await newRequest();
    await replyAsCustomer(member, words(requestId));
    expect(await rung(agent, requestId)).toBe(1);
    expect(await rung(expert, requestId)).toBe(0);
    expect(await mailed(requestId)).toBe(0);
    // Who has written there follows it, and gets the mail as well.
    await replyAsStaff(agent, { ...words(requestId), then: 'stay' });
    await replyAsCustomer(member, words(requestId));
    expect(await rung(agent, requestId)).toBe(2);
    expect(await mailed(requestId)).toBe(1);
  });

  it('rings with whoever has it alone', async () => {
    const { requestId, member, expert, agent } = await assignedRequest();
    await replyAsCustomer(member, words(requestId));
    expect([await rung(expert, requestId), await rung(agent, requestId)]).toEqual([1, 0]);
  });

  it('takes up again what somebody resolved who has left: it waits for another expert', async () => {
    const { requestId, member, expert, agent } = await assignedRequest({ inWork: true });
    await resolveRequest(expert, { requestId, resolution: 'Fixed it.' });
    await deactivateStaff(await staff(['admin']), { userId: caller(expert) });
    await replyAsCustomer(member, words(requestId));
    const { status, expertId, events } = await db.request.findFirstOrThrow({
      where: { id: requestId },
      include: { events: { orderBy: { id: 'asc' } } },
    });
    expect({ status, expertId }).toEqual({ status: 'in_progress', expertId: null });
    expect(events.slice(-2).map(({ kind }) => kind)).toEqual(['reopened', 'unassigned']);
    expect(await rung(agent, requestId)).toBe(1);
  });
});
