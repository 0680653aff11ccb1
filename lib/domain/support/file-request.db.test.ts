import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { customer, filing, newRequest } from '@/lib/testing/requests';
import { fileRequest } from './file-request';
import { getDraft } from './get-draft';
import { quoteRequest } from './quote-request';
import { saveDraft } from './save-draft';
import { queuedJobs } from '@/lib/testing/queue';

beforeAll(() => ensureCatalogue());

const sequence = (number: string) => Number(number.slice(-6));

/** Never a request without its hold, never a hold without its request: over the whole database. */
async function unpaired() {
  return db.$queryRaw`
    SELECT h.id AS hold, r.id AS request FROM "Hold" h
    FULL JOIN "Request" r ON r."organisationId" = h."organisationId" AND r."holdId" = h.id
    WHERE h.id IS NULL OR r.id IS NULL OR r."priceMicro" <> h."amountMicro"`;
}

const walletOf = (organisationId: string) => db.wallet.findUniqueOrThrow({ where: { organisationId } });

describe('fileRequest', () => {
  it('holds the price, numbers the request and tells the customer, all at once', async () => {
    const { member, requestId, number } = await newRequest();
    const organisationId = tenant(member);
    expect(number).toMatch(/^REQ-2026-\d{6}$/);
    const request = await db.request.findFirstOrThrow({
      where: { id: requestId },
      include: { hold: true, events: true },
    });
    expect(request).toMatchObject({ organisationId, status: 'new', priceMicro: 25_000_000n, number });
    expect(request.hold).toMatchObject({ status: 'active', amountMicro: 25_000_000n });
    expect(request.events.map(({ kind }) => kind)).toEqual(['filed']);
    expect(await walletOf(organisationId)).toMatchObject({
      balanceMicro: 1_000_000_000n,
      heldMicro: 25_000_000n,
    });
    const [mail] = await queuedJobs('email.send', `request-received:${requestId}`);
    expect(mail).toMatchObject({ template: 'request-received', props: { number } });
    expect(await unpaired()).toEqual([]);
  });

  it('keeps every factor of the price', async () => {
    const member = await customer();
    await db.organisation.update({ where: { id: tenant(member) }, data: { customerClass: 'vip' } });
    const quoted = await quoteRequest(member, { category: 'bug', urgency: 'critical' });
    // 25 credits, times 1.5, less 10 %.
    expect(quoted.price).toBe('33.75');
    expect(quoted.factors.map(({ kind, after }) => [kind, after])).toEqual([
      ['base', '25'],
      ['urgency', '37.5'],
      ['customer_class', '33.75'],
    ]);
    const { requestId } = await fileRequest(member, filing({ urgency: 'critical', price: '33.75' }));
    const request = await db.request.findFirstOrThrow({ where: { id: requestId } });
    expect(request.priceMicro).toBe(33_750_000n);
    expect(request.priceFactors).toHaveLength(3);
  });

  it('refuses with too few credits, keeps the draft, and files once there are enough', async () => {
    const member = await customer(24);
    const { token, ...typed } = filing();
    const { price: _, ...draft } = typed;
    await saveDraft(member, { token, ...draft });
    await expect(fileRequest(member, { token, ...typed })).rejects.toMatchObject({
      code: 'insufficient_credits',
      values: { cost: '25', available: '24', shortfall: '1' },
    });
    expect(await getDraft(member)).toMatchObject({ token, subject: typed.subject });
    expect(await db.request.count({ where: { organisationId: tenant(member) } })).toBe(0);
    expect(await walletOf(tenant(member))).toMatchObject({ heldMicro: 0n });
    const { token: retried, ...rest } = filing({ token, category: 'question', price: '10' });
    await fileRequest(member, { token: retried, ...rest });
    expect(await getDraft(member)).toMatchObject({ savedAt: null, subject: '' });
  });

  it('refuses a price that is not the one shown, an unknown category, and a member of staff', async () => {
    const member = await customer();
    await expect(fileRequest(member, filing({ price: '24' }))).rejects.toMatchObject({
      code: 'conflict',
      reason: 'priceChanged',
      values: { price: '25' },
    });
    await expect(fileRequest(member, filing({ category: 'nothing' }))).rejects.toMatchObject({
      fields: { category: 'unknown' },
    });
    await expect(fileRequest(member, filing({ subject: ' ', description: 'short' }))).rejects.toMatchObject({
      code: 'invalid',
      fields: { subject: 'tooShort?min=3', description: 'tooShort?min=10' },
    });
    await expect(fileRequest(await staff(['admin']), filing())).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('gives the same request for the same token, also when both are sent at once', async () => {
    const member = await customer();
    const input = filing();
    const answers = await Promise.all(Array.from({ length: 8 }, () => fileRequest(member, input)));
    expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(1);
    expect(await fileRequest(member, input)).toEqual(answers[0]);
    expect(await walletOf(tenant(member))).toMatchObject({ heldMicro: 25_000_000n });
    expect(await db.request.count({ where: { organisationId: tenant(member) } })).toBe(1);
    await expect(fileRequest(member, { ...input, subject: 'Something else' })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'idempotencyConflict',
    });
  });

  it('keeps tokens of two organisations apart', async () => {
    const token = randomUUID();
    const one = await fileRequest(await customer(), filing({ token }));
    const other = await fileRequest(await customer(), filing({ token }));
    expect(other.requestId).not.toBe(one.requestId);
  });

  it('leaves nothing behind when the transaction fails midway, and no gap in the numbers', async () => {
    const member = await customer();
    const organisationId = tenant(member);
    const before = await newRequest();
    const missing = 'att_01kaj0000000000000000000zz'.slice(0, 30);
    await expect(fileRequest(member, filing({ attachments: [missing] }))).rejects.toMatchObject({
      fields: { attachments: 'attachmentGone' },
    });
    expect(await walletOf(organisationId)).toMatchObject({ heldMicro: 0n, lastSeq: 1n });
    expect(await db.hold.count({ where: { organisationId } })).toBe(0);
    expect(await db.operation.count({ where: { organisationId, kind: 'hold' } })).toBe(0);
    const after = await newRequest();
    expect(sequence(after.number)).toBe(sequence(before.number) + 1);
    expect(await unpaired()).toEqual([]);
  });

  it('files exactly as many as the credits allow, with numbers without a gap', async () => {
    const organisationId = await newOrganisation({ grant: 255 });
    const member = await memberOf(organisationId);
    const { number } = await newRequest();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => fileRequest(member, filing())));
    const filed = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const refused = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(filed).toHaveLength(10);
    expect(refused).toHaveLength(10);
    for (const error of refused) expect(error).toMatchObject({ code: 'insufficient_credits' });
    const numbers = filed.map((one) => sequence(one.number)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 10 }, (_, index) => sequence(number) + 1 + index));
    expect(await walletOf(organisationId)).toMatchObject({
      balanceMicro: 255_000_000n,
      heldMicro: 250_000_000n,
    });
    expect(await unpaired()).toEqual([]);
  });

  it('counts anew each year', async () => {
    const member = await customer();
    const later = { ...member, now: new Date('2031-01-01T00:00:00Z') };
    expect((await fileRequest(later, filing())).number).toBe('REQ-2031-000001');
  });
});
