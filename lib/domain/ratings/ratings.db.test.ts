import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { DAY_MS } from '@/lib/core/time';
import { join } from '@/lib/domain/support/participants';
import { rateUrl } from '@/lib/domain/support/rate-url';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import { NOW, anonymous, ensureCatalogue, memberOf, staff } from '@/lib/testing/factories';
import { assignedRequest, customer } from '@/lib/testing/requests';
import { followUpRating } from './follow-up-rating';
import { listRatings } from './list-ratings';
import { rateRequest } from './rate-request';
import { getRatingByLink, rateByLink } from './rating-link';

beforeAll(() => ensureCatalogue());

const later = (days: number) => anonymous(new Date(NOW.getTime() + days * DAY_MS));
const tokenOf = (url: string) => new URL(url).pathname.split('/').at(-1) ?? '';

/** A request with the link of whoever filed it; resolved unless said otherwise. */
async function withLink({ isResolved = true } = {}) {
  const made = await assignedRequest({ inWork: true });
  const { requestId, expert, member } = made;
  if (isResolved) await resolveRequest(expert, { requestId, resolution: 'Done.' });
  const organisationId = tenant(member);
  const id = await transaction((tx) =>
    join(tx, member, { organisationId, id: requestId }, { userId: caller(member) }, 'customer'),
  );
  return { ...made, organisationId, token: tokenOf(rateUrl({ organisationId, id })) };
}

const ratingOf = (requestId: string) => db.rating.findFirst({ where: { requestId } });

describe('a rating’s link', () => {
  it('shows what it is about and changes nothing, however often it is looked at', async () => {
    const { token, requestId, number } = await withLink();
    for (let look = 0; look < 3; look++) {
      expect(await getRatingByLink(anonymous(), { token })).toMatchObject({
        number,
        score: null,
        state: 'open',
      });
    }
    expect(await ratingOf(requestId)).toBeNull();
    expect(await db.requestEvent.count({ where: { requestId, kind: 'rated' } })).toBe(0);
  });

  it('rates once, may be changed for seven days, and then stands', async () => {
    const { token, requestId, member } = await withLink();
    const verdict = { token, score: 5, comment: 'Quick.' };
    await rateByLink(anonymous(), verdict);
    await rateByLink(anonymous(), verdict);
    expect(await ratingOf(requestId)).toMatchObject({ score: 5, ratedById: caller(member), followUp: null });
    expect(await db.requestEvent.count({ where: { requestId, kind: { in: ['rated', 'rerated'] } } })).toBe(1);
    await rateByLink(later(6), { ...verdict, score: 4 });
    await expect(rateByLink(later(8), verdict)).rejects.toMatchObject({ reason: 'ratingFixed' });
    expect(await getRatingByLink(later(8), { token })).toMatchObject({ score: 4, state: 'fixed' });
    expect(await ratingOf(requestId)).toMatchObject({ score: 4 });
  });

  it('of two at once leaves one verdict', async () => {
    const { token, requestId } = await withLink();
    await Promise.all([1, 5, 3].map((score) => rateByLink(anonymous(), { token, score, comment: '' })));
    expect(await db.rating.count({ where: { requestId } })).toBe(1);
    expect(await db.requestEvent.count({ where: { requestId, kind: 'rated' } })).toBe(1);
  });

  it('waits for the resolution, and is worth nothing when it is not ours', async () => {
    const { token, requestId } = await withLink({ isResolved: false });
    expect(await getRatingByLink(anonymous(), { token })).toMatchObject({ state: 'early' });
    const verdict = { score: 1, comment: '' };
    await expect(rateByLink(anonymous(), { token, ...verdict })).rejects.toMatchObject({
      reason: 'ratingTooEarly',
    });
    const [head = '', mac = ''] = token.split('.');
    const other = tokenOf(rateUrl({ organisationId: newId('organisation'), id: newId('participant') }));
    for (const forged of [
      'x',
      `${head}.`,
      `${head}.${mac.slice(2)}AA`,
      `${head}.${other.split('.')[1]}`,
      other,
    ]) {
      await expect(getRatingByLink(anonymous(), { token: forged })).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(rateByLink(anonymous(), { token: forged, ...verdict })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    expect(await ratingOf(requestId)).toBeNull();
    await expect(rateByLink(anonymous(), { token, score: 6, comment: '' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('ends with the membership, and is none for the staff', async () => {
    const { token, requestId, member, organisationId, expert } = await withLink();
    await memberOf(organisationId);
    await db.member.deleteMany({ where: { userId: caller(member) } });
    await expect(getRatingByLink(anonymous(), { token })).rejects.toMatchObject({ code: 'not_found' });
    const id = await transaction((tx) =>
      join(tx, expert, { organisationId, id: requestId }, { userId: caller(expert) }, 'staff'),
    );
    const theirs = tokenOf(rateUrl({ organisationId, id }));
    await expect(getRatingByLink(anonymous(), { token: theirs })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('takes the word of somebody without an account', async () => {
    const { requestId, organisationId, member } = await withLink();
    const contactId = newId('contact');
    await db.contact.create({
      data: { organisationId, id: contactId, email: 'rep@example.test', name: 'Rep Orter', createdAt: NOW },
    });
    const id = await transaction((tx) =>
      join(tx, member, { organisationId, id: requestId }, { contactId }, 'customer'),
    );
    const token = tokenOf(rateUrl({ organisationId, id }));
    await rateByLink(anonymous(), { token, score: 2, comment: 'Slow.' });
    expect(await ratingOf(requestId)).toMatchObject({ ratedById: null, contactId, followUp: 'open' });
    const agent = await staff(['agent']);
    const row = (await listRatings(agent, {})).rows.find((one) => one.requestId === requestId);
    expect(row).toMatchObject({
      ratedBy: 'Rep Orter',
      score: 2,
      comment: 'Slow.',
      followUp: { state: 'open' },
    });
  });
});

describe('following a bad rating up', () => {
  const rate = (member: Context, requestId: string, score: number) =>
    rateRequest(member, { requestId, score, comment: '' });

  it('tells the desk once, and is done once', async () => {
    const { member, requestId } = await withLink();
    const [agent, colleague] = [await staff(['agent']), await staff(['agent'])];
    await rate(member, requestId, 1);
    await rate(member, requestId, 1);
    const told = { userId: caller(agent), event: 'badRating', path: '/desk/ratings' };
    expect(await db.notification.count({ where: told })).toBe(1);
    const done = { requestId, note: 'Called them: it was the wait.' };
    const results = await Promise.allSettled([
      followUpRating(agent, done),
      followUpRating(colleague, { requestId, note: 'Wrote to them.' }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const kept = await ratingOf(requestId);
    const winner = kept?.followedUpById === caller(agent) ? agent : colleague;
    await followUpRating(winner, { requestId, note: kept?.followUpNote ?? '' });
    const loser = winner === agent ? colleague : agent;
    await expect(followUpRating(loser, done)).rejects.toMatchObject({ reason: 'followUpDone' });
    expect(await db.auditEvent.count({ where: { recordId: requestId, action: 'rating.follow-up' } })).toBe(1);
    const rows = (await listRatings(agent, { tab: 'done' })).rows;
    expect(rows.find((row) => row.requestId === requestId)?.followUp).toMatchObject({
      state: 'done',
      note: kept?.followUpNote,
    });
  });

  it('is open again when the verdict becomes bad once more, and over when it becomes good', async () => {
    const { member, requestId } = await withLink();
    const agent = await staff(['agent']);
    await rate(member, requestId, 2);
    await rate(member, requestId, 5);
    expect(await ratingOf(requestId)).toMatchObject({ followUp: null });
    await expect(followUpRating(agent, { requestId, note: 'Nothing to do.' })).rejects.toMatchObject({
      reason: 'followUpDone',
    });
    await rate(member, requestId, 2);
    await followUpRating(agent, { requestId, note: 'Called them.' });
    await rate(member, requestId, 1);
    expect(await ratingOf(requestId)).toMatchObject({ followUp: 'open', followUpNote: null });
  });

  it('is for who runs the desk', async () => {
    const { requestId, expert, member } = await withLink();
    for (const ctx of [expert, member, await customer()]) {
      await expect(listRatings(ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
      await expect(followUpRating(ctx, { requestId, note: 'No.' })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    const agent = await staff(['agent']);
    await expect(followUpRating(agent, { requestId, note: 'No rating.' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
