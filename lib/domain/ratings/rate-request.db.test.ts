import { beforeAll, describe, expect, it } from 'vitest';
import { tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { getRequest } from '@/lib/domain/support/queries';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import { NOW, ensureCatalogue, memberOf } from '@/lib/testing/factories';
import { assignedRequest, customer } from '@/lib/testing/requests';
import { rateRequest } from './rate-request';

beforeAll(() => ensureCatalogue());

describe('rateRequest', () => {
  const resolved = async () => {
    const made = await assignedRequest({ inWork: true });
    await resolveRequest(made.expert, { requestId: made.requestId, resolution: 'Done.' });
    return made;
  };

  it('keeps one rating, changeable for seven days', async () => {
    const { requestId, member } = await resolved();
    const rate = (score: number, days: number) =>
      rateRequest(
        { ...member, now: new Date(NOW.getTime() + days * 86_400_000) },
        { requestId, score, comment: 'Fast.' },
      );
    await rate(4, 1);
    await rate(4, 2);
    await rate(5, 7);
    expect(await db.rating.findMany({ where: { requestId } })).toMatchObject([
      { score: 5, comment: 'Fast.' },
    ]);
    await expect(rate(1, 8)).rejects.toMatchObject({ code: 'conflict', reason: 'ratingFixed' });
    expect(await db.requestEvent.count({ where: { requestId, kind: { in: ['rated', 'rerated'] } } })).toBe(2);
  });

  it('comes after the resolution, from the customer, from 1 to 5', async () => {
    const { requestId, member, expert } = await assignedRequest({ inWork: true });
    await expect(rateRequest(member, { requestId, score: 5 })).rejects.toMatchObject({
      reason: 'ratingTooEarly',
    });
    await resolveRequest(expert, { requestId, resolution: 'Done.' });
    for (const score of [0, 6, 2.5, Number.NaN, -1]) {
      await expect(rateRequest(member, { requestId, score })).rejects.toMatchObject({ code: 'invalid' });
    }
    await expect(rateRequest(await customer(), { requestId, score: 5 })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(rateRequest(expert, { requestId, score: 5 })).rejects.toMatchObject({ code: 'forbidden' });
    const colleague = await memberOf(tenant(member), 'member');
    await rateRequest(colleague, { requestId, score: 3 });
    expect((await getRequest(member, { requestId })).rating).toMatchObject({ score: 3, comment: '' });
  });
});
