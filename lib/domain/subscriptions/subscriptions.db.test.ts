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

  it('turns only for jobs', async () => {
    const org = await newOrganisation({ freeTier: true });
    await expect(renewSubscriptions(await memberOf(org))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
