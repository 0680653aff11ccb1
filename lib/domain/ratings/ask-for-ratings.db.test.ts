import { beforeAll, describe, expect, it } from 'vitest';
import { caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { openOutgoing } from '@/lib/domain/notifications/outgoing';
import { savePreferences } from '@/lib/domain/notifications/save-preferences';
import { closeResolvedRequests } from '@/lib/domain/support/close-resolved-requests';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import { NOW, anonymous, ensureCatalogue, job } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { assignedRequest } from '@/lib/testing/requests';
import { askForRatings } from './ask-for-ratings';
import { rateRequest } from './rate-request';

beforeAll(() => ensureCatalogue());

const after = (days: number) => job(new Date(NOW.getTime() + days * DAY_MS));
const mailsOf = (requestId: string, event: string) => db.delivery.findMany({ where: { requestId, event } });

async function resolved() {
  const made = await assignedRequest({ inWork: true });
  await resolveRequest(made.expert, { requestId: made.requestId, resolution: 'Done.' });
  return made;
}

describe('askForRatings', () => {
  it('asks two days after the end of the work, once, by a link that needs no session', async () => {
    const { requestId } = await resolved();
    await askForRatings(after(1.9));
    expect(await mailsOf(requestId, 'ratingAsked')).toHaveLength(0);
    await askForRatings(after(2.1));
    await askForRatings(after(2.2));
    const [mail, ...others] = await mailsOf(requestId, 'ratingAsked');
    expect(others).toEqual([]);
    const outgoing = await openOutgoing(present(mail).payload ?? '');
    expect(outgoing).toMatchObject({ mail: { template: 'rating-asked' } });
    expect(outgoing.kind === 'mail' && outgoing.unsubscribe).toBeTruthy();
    expect(JSON.stringify(outgoing)).toContain('/rate/');
  });

  it('asks nobody who has rated, who wants no such mail, or much too late', async () => {
    const [rated, silent, old] = [await resolved(), await resolved(), await resolved()];
    await rateRequest(rated.member, { requestId: rated.requestId, score: 5 });
    await savePreferences(silent.member, { choices: [{ event: 'ratingAsked', email: 'off', inApp: false }] });
    await askForRatings(after(2.1));
    expect(await mailsOf(rated.requestId, 'ratingAsked')).toEqual([]);
    expect(await mailsOf(silent.requestId, 'ratingAsked')).toEqual([]);
    await db.delivery.deleteMany({ where: { requestId: old.requestId, event: 'ratingAsked' } });
    await askForRatings(after(4));
    expect(await mailsOf(old.requestId, 'ratingAsked')).toEqual([]);
  });

  it('is for the worker', async () => {
    await expect(askForRatings(anonymous())).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('a request that closes', () => {
  it('says so in the bell of its customer, once', async () => {
    const { requestId, member } = await resolved();
    await closeResolvedRequests(after(8));
    await closeResolvedRequests(after(8));
    const rings = await db.notification.findMany({
      where: { userId: caller(member), event: 'requestClosed', path: `/support/requests/${requestId}` },
    });
    expect(rings).toHaveLength(1);
    expect(await mailsOf(requestId, 'requestClosed')).toEqual([]);
  });
});

describe('the mail of a resolution', () => {
  it('carries the link that rates without a session', async () => {
    const { requestId } = await resolved();
    const [mail] = await mailsOf(requestId, 'requestResolved');
    expect(JSON.stringify(await openOutgoing(present(mail).payload ?? ''))).toContain('/rate/');
  });
});
