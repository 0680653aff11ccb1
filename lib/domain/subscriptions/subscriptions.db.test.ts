import { describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { expireCredits } from '@/lib/domain/wallet/expire-credits';
import { NOW, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { getAllowance } from './queries';
import { renewSubscriptions } from './renew-subscriptions';

const lots = (org: string) =>
  db.lot.findMany({ where: { organisationId: org }, orderBy: { createdAt: 'asc' } });

describe('the free tier', () => {
  it("brings the first period's allowance as a lot that expires with it", async () => {
    const org = await newOrganisation({ freeTier: true });
    const [lot] = await lots(org);
    expect(lot).toMatchObject({
      source: 'allowance',
      grantedMicro: credits(20),
      expiresAt: new Date('2026-12-21T10:00:00.000Z'),
    });
    expect(await getAllowance(await memberOf(org, 'member'))).toMatchObject({
      totalMicro: credits(20),
      usedMicro: 0n,
      resetsAt: lot?.expiresAt,
    });
  });

  it('turns once a period, whoever asks and however often', async () => {
    const org = await newOrganisation({ freeTier: true });
    const later = job(new Date('2026-12-21T10:00:00.000Z'));
    await Promise.all([renewSubscriptions(later), renewSubscriptions(later), renewSubscriptions(later)]);
    await expireCredits(later);
    expect((await lots(org)).map(({ remainingMicro }) => remainingMicro)).toEqual([0n, credits(20)]);
  });

  it('catches up after a downtime with the present period only', async () => {
    const org = await newOrganisation({ freeTier: true });
    await renewSubscriptions(job(new Date('2027-03-30T00:00:00.000Z')));
    const found = await lots(org);
    expect(found).toHaveLength(2);
    expect(found[1]?.periodStart).toEqual(new Date('2027-03-21T10:00:00.000Z'));
  });

  it('is left alone before its time and when Stripe collects it', async () => {
    const org = await newOrganisation({ freeTier: true });
    await renewSubscriptions(job(addDays(NOW, 20)));
    await db.subscription.updateMany({ where: { organisationId: org }, data: { collection: 'stripe' } });
    await renewSubscriptions(job(addDays(NOW, 60)));
    expect(await lots(org)).toHaveLength(1);
  });

  it('turns a 31 into the last of each shorter month and back, in the time zone of the organisation', async () => {
    const org = await newOrganisation({ freeTier: true, timeZone: 'Asia/Tokyo' });
    // 31 January, 08:00 in Tokyo.
    const startedAt = new Date('2027-01-30T23:00:00.000Z');
    await db.subscription.updateMany({
      where: { organisationId: org },
      data: { startedAt, anchorDay: 31, periodEnd: startedAt },
    });
    const starts: (string | undefined)[] = [];
    for (const at of [
      '2027-01-31T00:00:00Z',
      '2027-02-28T00:00:00Z',
      '2027-03-31T00:00:00Z',
      '2027-04-30T00:00:00Z',
    ]) {
      await renewSubscriptions(job(new Date(at)));
      starts.push((await lots(org)).at(-1)?.periodStart?.toISOString().slice(0, 10));
    }
    expect(starts).toEqual(['2027-01-30', '2027-02-27', '2027-03-30', '2027-04-29']);
  });

  it('turns once when the organisation moves to another time zone at its turn', async () => {
    const org = await newOrganisation({ freeTier: true });
    await db.organisation.update({ where: { id: org }, data: { timeZone: 'Pacific/Kiritimati' } });
    for (const at of [
      '2026-12-21T10:00:00Z',
      '2026-12-22T10:00:00Z',
      '2027-01-20T09:59:00Z',
      '2027-01-20T10:00:00Z',
    ])
      await renewSubscriptions(job(new Date(at)));
    expect((await lots(org)).map(({ periodStart }) => periodStart?.toISOString())).toEqual([
      '2026-11-21T10:00:00.000Z',
      '2026-12-21T10:00:00.000Z',
      '2027-01-20T10:00:00.000Z',
    ]);
  });

  it('is caught up after a week without a worker, once, and keeps its days', async () => {
    const org = await newOrganisation({ freeTier: true });
    const late = job(new Date('2026-12-28T12:00:00.000Z'));
    await Promise.all([renewSubscriptions(late), renewSubscriptions(late)]);
    expect((await lots(org)).map(({ periodStart, expiresAt }) => [periodStart, expiresAt])).toEqual([
      [new Date('2026-11-21T10:00:00.000Z'), new Date('2026-12-21T10:00:00.000Z')],
      [new Date('2026-12-21T10:00:00.000Z'), new Date('2027-01-21T10:00:00.000Z')],
    ]);
  });

  it('turns only for jobs', async () => {
    const org = await newOrganisation({ freeTier: true });
    await expect(renewSubscriptions(await memberOf(org))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('rollover', () => {
  const rolling = async (rolloverMicro: bigint) => {
    const org = await newOrganisation({ freeTier: true });
    const lot = await db.lot.findFirstOrThrow({ where: { organisationId: org } });
    await db.subscription.updateMany({ where: { organisationId: org }, data: { rolloverMicro } });
    const turn = (at: string) => renewSubscriptions(job(new Date(at)));
    return { org, lot, turn };
  };

  it('is copied from the tier at the start and given with each allowance', async () => {
    await db.tier.update({ where: { code: 'free' }, data: { rolloverMicro: credits(5) } });
    try {
      const org = await newOrganisation({ freeTier: true });
      const [lot] = await lots(org);
      expect(lot).toMatchObject({
        rolloverMicro: credits(5),
        rolloverUntil: new Date('2027-01-21T10:00:00.000Z'),
      });
    } finally {
      await db.tier.update({ where: { code: 'free' }, data: { rolloverMicro: 0n } });
    }
  });

  it('is never more than the allowance itself', async () => {
    const { org, turn } = await rolling(credits(500));
    await turn('2026-12-21T10:00:00Z');
    expect((await lots(org))[1]).toMatchObject({
      rolloverMicro: credits(20),
      rolloverUntil: new Date('2027-02-21T10:00:00.000Z'),
    });
  });

  it('lets what is left live on for one period, up to the cap, and then no more', async () => {
    const { org, turn } = await rolling(credits(8));
    await turn('2026-12-21T10:00:00Z');
    await turn('2027-01-21T10:00:00Z');
    await expireCredits(job(new Date('2027-01-21T10:00:00Z')));
    const left = async () => (await lots(org)).map(({ remainingMicro }) => remainingMicro);
    expect(await left()).toEqual([0n, credits(8), credits(20)]);
    await expireCredits(job(new Date('2027-02-21T10:00:00Z')));
    expect(await left()).toEqual([0n, 0n, credits(8)]);
  });
});
