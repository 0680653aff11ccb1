import { describe, expect, it } from 'vitest';
import { tenant } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { acceptQuote } from '@/lib/domain/quotes/accept-quote';
import { proposeQuote } from '@/lib/domain/quotes/propose-quote';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import { SUPPORT_SERVICE } from '@/lib/domain/wallet/schema';
import { captureHold, grantCredits, placeHold, spendCredits } from '@/lib/domain/wallet/steps';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { assignedRequest } from '@/lib/testing/requests';
import { readEntryPage } from './entry-pages';
import { getForecast } from './get-forecast';
import { listOwed } from './list-owed';
import { listUsageChoices } from './list-usage-choices';
import { listWalletEntries } from './list-wallet-entries';
import { NONE } from './schema';
import { traceEntry } from './trace-entry';

const spend = (org: string, amount: number, serviceCode: string, day = 0, over: object = {}) =>
  spendCredits(db, job(addDays(NOW, -day), org), org, {
    ...{ amountMicro: credits(amount), serviceCode, reference: `${serviceCode} ${day}` },
    ...over,
  });

async function endowed(grant: number, over: object = {}): Promise<string> {
  const org = await newOrganisation();
  const past = job(addDays(NOW, -40), org);
  await grantCredits(db, past, org, { amountMicro: credits(grant), source: 'purchase', ...over });
  return org;
}

describe('entries of the credits page', () => {
  it('are filtered by kind and service, and paged by their number', async () => {
    const org = await endowed(100);
    for (let nth = 0; nth < 60; nth++) await spend(org, 1, nth % 20 ? 'often' : 'rare');
    const reader = await memberOf(org);
    const seqs = async (filter: Parameters<typeof listWalletEntries>[1]) => {
      const { entries, next } = await listWalletEntries(reader, filter);
      return { seqs: entries.map(({ seq }) => Number(seq)), next };
    };
    const first = await seqs({});
    expect(first.seqs).toHaveLength(50);
    expect(await seqs({ before: BigInt(first.next ?? 0) })).toEqual({
      seqs: [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
      next: null,
    });
    expect(await seqs({ service: 'rare' })).toEqual({ seqs: [42, 22, 2], next: null });
    expect(await seqs({ kind: 'grant' })).toEqual({ seqs: [1], next: null });
    expect(await seqs({ kind: 'grant', service: 'rare' })).toEqual({ seqs: [], next: null });
    expect((await listWalletEntries(await memberOf(await newOrganisation()))).entries).toEqual([]);
  });

  it('name the request of a capture, and none for what a program captured', async () => {
    const { requestId, number, expert, member } = await assignedRequest({ inWork: true });
    await resolveRequest(expert, { requestId, resolution: 'Done.' });
    const org = tenant(member);
    const { holdId } = await placeHold(db, job(NOW, org), org, {
      ...{ amountMicro: credits(2), serviceCode: SUPPORT_SERVICE, reference: number },
    });
    await captureHold(db, job(NOW, org), org, { holdId, reference: number });
    const { entries } = await listWalletEntries(member, { kind: 'capture' });
    expect(entries.map(({ amount, request }) => [amount, request])).toEqual([
      ['-2', null],
      ['-25', { id: requestId, number }],
    ]);
  });

  it('name the request of a quote that was accepted, as its trace does', async () => {
    const { requestId, number, expert, member } = await assignedRequest({ inWork: true });
    const quoteId = newId('quote');
    await proposeQuote(expert, { requestId, quoteId, credits: '7', body: 'One day more.' });
    await acceptQuote(member, { quoteId, credits: '7' });
    await resolveRequest(expert, { requestId, resolution: 'Done.' });
    const { entries } = await listWalletEntries(member, { kind: 'capture' });
    expect(entries.map(({ amount, request }) => [amount, request?.number])).toEqual([
      ['-7', number],
      ['-25', number],
    ]);
    for (const { seq } of entries)
      expect((await traceEntry(member, { id: seq })).operation.request).toMatchObject({ number });
  });

  it('are looked through to a bound, except for a rare kind by itself', async () => {
    const org = await endowed(100);
    for (let nth = 0; nth < 20; nth++) await spend(org, 1, 'often');
    const page = async (filters: Parameters<typeof readEntryPage>[2]) => {
      const bounds = { first: 1n, last: 21n };
      const { rows, next } = await readEntryPage(org, bounds, filters, { take: 5, looked: 10 });
      return { seqs: rows.map(({ seq }) => Number(seq)), next };
    };
    expect(await page({ kinds: ['grant'] })).toEqual({ seqs: [1], next: null });
    for (const filters of [{ service: 'rare' }, { member: NONE }, { apiKey: newId('apiKey') }])
      expect(await page({ kinds: ['grant'], ...filters })).toEqual({ seqs: [], next: '12' });
    for (const kind of ['capture', 'settle', 'return'] as const)
      expect(await page({ kinds: [kind] })).toEqual({ seqs: [], next: '12' });
  });
});

describe('getForecast', () => {
  it('reckons the pace from the first use of thirty days, and tells what expires unused', async () => {
    const org = await endowed(60, { expiresAt: addDays(NOW, 5), source: 'promotion' });
    await grantCredits(db, job(addDays(NOW, -40), org), org, {
      ...{ amountMicro: credits(100), source: 'purchase' },
    });
    await spend(org, 20, 'old', 35);
    for (const day of [9, 4, 0]) await spend(org, 4, 'a', day);
    const forecast = await getForecast(await memberOf(org));
    // 12 credits in ten days: 28 are left of the promotion, and 6 of them are used before it ends.
    expect(forecast).toMatchObject({ used: '12', since: '2026-11-12', days: 10, pacePerDay: '1.2' });
    expect(forecast.expiring).toMatchObject([{ source: 'promotion', credits: '22' }]);
    expect(forecast.daysLeft).toBe(88);
  });

  it('knows no pace where nothing was used', async () => {
    const forecast = await getForecast(await memberOf(await endowed(5)));
    expect(forecast).toMatchObject({ used: '0', runsOutAt: null, daysLeft: null, expiring: [] });
  });
});

describe('listOwed', () => {
  it('shows what is open until the next grant, to its organisation alone', async () => {
    await ensureCatalogue();
    const org = await endowed(5);
    const reader = await memberOf(org);
    expect(await listOwed(reader)).toBeNull();
    const owe = { onInsufficient: 'owe', receivableId: newId('receivable') };
    await spend(org, 0, 'a', 0, { amountMicro: 17_500_000n, ...owe });
    expect(await listOwed(reader)).toMatchObject({
      total: '12.5',
      items: [{ service: 'a', reference: 'a 0', amount: '12.5', open: '12.5' }],
    });
    expect(await listOwed(await memberOf(await newOrganisation()))).toBeNull();
    await grantCredits(db, job(NOW, org), org, { amountMicro: credits(10), source: 'adjustment' });
    expect(await listOwed(reader)).toMatchObject({ total: '2.5', items: [{ amount: '12.5', open: '2.5' }] });
    await grantCredits(db, job(NOW, org), org, { amountMicro: credits(10), source: 'adjustment' });
    expect(await listOwed(reader)).toBeNull();
  });
});

describe('listUsageChoices', () => {
  it('offers the members and keys of the organisation, and nobody else', async () => {
    await ensureCatalogue();
    const [org, other] = [await newOrganisation(), await newOrganisation()];
    const reader = await memberOf(org);
    await memberOf(other);
    for (const organisationId of [org, other])
      await db.apiKey.create({
        data: {
          ...{ id: newId('apiKey'), organisationId, name: `Key of ${organisationId}`, prefix: 'md_live_x' },
          ...{
            hash: newId('apiKey')
              .slice(4)
              .padEnd(64, '0')
              .replaceAll(/[^0-9a-f]/g, 'a'),
          },
          ...{ scopes: [], ratePerMinute: 60, createdAt: NOW },
        },
      });
    const { services, members, apiKeys } = await listUsageChoices(reader);
    expect(services.length).toBeGreaterThan(3);
    expect(members.map(({ id }) => id)).toEqual(['userId' in reader.actor && reader.actor.userId]);
    expect(apiKeys.map(({ name }) => name)).toEqual([`Key of ${org} (md_live_x)`]);
  });
});
