import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { renewSubscriptions } from '@/lib/domain/subscriptions/renew-subscriptions';
import { expireCredits } from '@/lib/domain/wallet/expire-credits';
import { grantCredits, spendCredits } from '@/lib/domain/wallet/steps';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { queuedJobs } from '@/lib/testing/queue';
import { getWarning } from './get-warning';
import { getWarningPreferences, saveWarningPreferences } from './preferences';
import { sweepWallets } from './sweep-wallets';
import { watchWallet } from './watch-wallet';

beforeAll(() => ensureCatalogue());

const watch = (organisationId: string, now = NOW) => watchWallet(job(now), { organisationId });
const spend = (organisationId: string, amount: number) =>
  transaction((tx) => spendCredits(tx, job(), organisationId, { amountMicro: credits(amount) }));
const mark = async (organisationId: string) =>
  (await db.wallet.findUniqueOrThrow({ where: { organisationId } })).watchMicro;
const said = async (organisationId: string) =>
  (await db.walletWarning.findMany({ where: { organisationId } })).map(({ threshold }) => threshold).sort();

const ALL = ['zero', 'low', 'used-90', 'left-25', 'used-75'];

type Mail = { to: string; props: { threshold: { key: string }; mayBuy: boolean } };
const mails = async (organisationId: string) =>
  (await queuedJobs('email.send', `wallet-warning:${organisationId}`)) as unknown as Mail[];
const named = async (organisationId: string) =>
  (await mails(organisationId)).map(({ props }) => props.threshold.key);

/** The free tier: twenty credits a month, thresholds at 5 and 2 left of them, and the catalogue's four. */
async function free() {
  const org = await newOrganisation({ freeTier: true });
  return { org, ctx: await memberOf(org, 'owner') };
}

describe('a threshold', () => {
  it('is said once a period, whoever looks and however often', async () => {
    const { org } = await free();
    await watch(org);
    expect(await said(org)).toEqual([]);
    await spend(org, 15);
    await Promise.all(Array.from({ length: 8 }, () => watch(org)));
    expect(await said(org)).toEqual(['left-25', 'used-75']);
    expect(await named(org)).toEqual(['left-25']);
    await transaction((tx) =>
      grantCredits(tx, job(), org, { amountMicro: credits(50), source: 'adjustment' }),
    );
    await watch(org);
    await spend(org, 50);
    await watch(org);
    expect(await named(org)).toEqual(['left-25', 'used-90']);
  });

  it('passed with others is one mail that names the most severe', async () => {
    const { org } = await free();
    await spend(org, 20);
    await watch(org);
    expect(await said(org)).toEqual(['left-25', 'low', 'used-75', 'used-90', 'zero']);
    expect(await named(org)).toEqual(['zero']);
  });

  it('is said again in the next period', async () => {
    const { org } = await free();
    await spend(org, 20);
    await watch(org);
    const subscription = await db.subscription.findFirstOrThrow({ where: { organisationId: org } });
    const later = new Date(subscription.periodEnd.getTime() + 1000);
    await renewSubscriptions(job(later));
    await watch(org, later);
    expect(await mails(org)).toHaveLength(1);
    await transaction((tx) => spendCredits(tx, job(later), org, { amountMicro: credits(17) }));
    await watch(org, later);
    expect(await named(org)).toEqual(['zero', 'low']);
  });

  it('says nothing of a wallet that never held a credit', async () => {
    const org = await newOrganisation();
    await memberOf(org);
    await watch(org);
    expect(await said(org)).toEqual([]);
    expect(await getWarning(await memberOf(org))).toBeNull();
  });
});

describe('the mark', () => {
  it('calls the watcher when the wallet falls below it, once', async () => {
    const { org } = await free();
    await watch(org);
    expect(await mark(org)).toBe(credits(5) + 1n);
    // The grant's own.
    await db.$executeRaw`SELECT graphile_worker.remove_job(${`wallet.watch:${org}`})`;
    await spend(org, 14);
    expect(await queuedJobs('wallet.watch', org)).toHaveLength(0);
    await spend(org, 1);
    await spend(org, 1);
    expect(await queuedJobs('wallet.watch', org)).toHaveLength(1);
    expect(await mark(org)).toBeNull();
    await watch(org);
    expect(await mark(org)).toBe(credits(2) + 1n);
    expect(await said(org)).toEqual(['left-25', 'low', 'used-75']);
  });
});

it('credits that expire are said by the sweep', async () => {
  const org = await newOrganisation();
  await memberOf(org);
  const later = new Date(NOW.getTime() + 86_400_000);
  await transaction((tx) =>
    grantCredits(tx, job(), org, { amountMicro: credits(10), source: 'promotion', expiresAt: later }),
  );
  await watch(org);
  expect(await mark(org)).toBe(credits(4) + 1n);
  await expireCredits(job(later));
  await sweepWallets(job(later));
  expect(await said(org)).toEqual(['low', 'zero']);
  expect(await named(org)).toEqual(['zero']);
});

describe('a member', () => {
  it('gets what is not muted, by mail or not at all', async () => {
    const { org, ctx } = await free();
    const quiet = await memberOf(org, 'billing');
    const picky = await memberOf(org, 'member');
    await saveWarningPreferences(quiet, { warnByEmail: false, told: [...ALL] });
    const told = ALL.filter((key) => key !== 'zero');
    await saveWarningPreferences(picky, { warnByEmail: true, told });
    await saveWarningPreferences(picky, { warnByEmail: true, told });
    expect(await getWarningPreferences(picky)).toMatchObject({ warnByEmail: true, told });
    expect((await getWarningPreferences(ctx)).thresholds.map(({ key }) => key)).toEqual(ALL);
    await expect(
      saveWarningPreferences(picky, { warnByEmail: true, told: ['surprise'] }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await spend(org, 20);
    await watch(org);
    const sent = await mails(org);
    expect(sent.map(({ props }) => [props.threshold.key, props.mayBuy])).toEqual([
      ['zero', true],
      ['low', false],
    ]);
    expect(await getWarning(picky)).toMatchObject({ key: 'low', tone: 'warning', mayBuy: false });
    expect(await getWarning(quiet)).toMatchObject({ key: 'zero', tone: 'critical', mayBuy: true });
  });

  it('sees what applies now, and nothing of another organisation', async () => {
    const { org, ctx } = await free();
    expect(await getWarning(ctx)).toBeNull();
    await spend(org, 15);
    expect(await getWarning(ctx)).toMatchObject({ key: 'left-25', available: '5', isBlocking: false });
    await spend(org, 5);
    expect(await getWarning(ctx)).toMatchObject({ key: 'zero', isBlocking: true });
    expect(await getWarning((await free()).ctx)).toBeNull();
    await transaction((tx) =>
      grantCredits(tx, job(), org, { amountMicro: credits(50), source: 'adjustment' }),
    );
    expect(await getWarning(ctx)).toMatchObject({ key: 'used-90' });
  });

  it('is stopped by no dialog where nothing is enforced', async () => {
    const { org, ctx } = await free();
    await spend(org, 20);
    const blocking = async (mode: string): Promise<boolean | undefined> => {
      const value = { mode };
      await db.setting.upsert({
        where: { key: 'enforcement' },
        create: { key: 'enforcement', value },
        update: { value },
      });
      return (await getWarning(ctx as Context))?.isBlocking;
    };
    expect(await blocking('off')).toBe(false);
    expect(await blocking('observe')).toBe(false);
    expect(await blocking('on')).toBe(true);
  });
});
