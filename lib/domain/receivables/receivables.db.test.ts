import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { transaction } from '@/lib/core/db';
import { deductCredits } from '@/lib/domain/wallet/deduct-credits';
import { grantCredits } from '@/lib/domain/wallet/steps';
import {
  NOW,
  anonymous,
  ensureCatalogue,
  job,
  memberOf,
  newOrganisation,
  staff,
} from '@/lib/testing/factories';
import { exportReceivables, listReceivables } from './queries';

let finance: Context;
beforeAll(async () => {
  await ensureCatalogue('business-services');
  finance = await staff(['finance']);
});

/** Delivers exports (5 credits each) without credits to pay for them. */
async function owing(organisationId: string, quantity: number, at = NOW, reference?: string) {
  await deductCredits(job(at, organisationId), {
    ...{ service: 'csv-export', quantity, reference, onInsufficient: 'owe', idempotencyKey: randomUUID() },
  });
}
const grant = (organisationId: string, whole: number) =>
  transaction((tx) =>
    grantCredits(tx, job(NOW, organisationId), organisationId, {
      ...{ amountMicro: credits(whole), source: 'adjustment' },
    }),
  );

describe('listReceivables', () => {
  it('shows what is owed, settled and open, with its totals', async () => {
    const organisationId = await newOrganisation();
    await owing(organisationId, 2, new Date(NOW.getTime() - 60_000), 'job-1');
    await owing(organisationId, 3);
    await grant(organisationId, 12);
    const open = await listReceivables(finance, { organisationId });
    expect(open.rows).toMatchObject([
      {
        organisation: 'Example',
        service: 'CSV export',
        amount: '15',
        settled: '2',
        forgiven: '0',
        open: '13',
      },
    ]);
    expect(open.totals).toEqual({ count: 1, amount: '15', settled: '2', forgiven: '0', open: '13' });
    const closed = await listReceivables(finance, { organisationId, state: 'closed' });
    expect(closed.rows).toMatchObject([{ reference: 'job-1', settled: '10', open: '0' }]);
    expect(closed.rows[0]?.closedAt).toBe(NOW.toISOString());
    const all = await listReceivables(finance, { organisationId, state: 'all' });
    expect(all.totals).toMatchObject({ count: 2, amount: '25', open: '13' });
  });

  it('gives each once over its pages, and finds a customer by a part of the name', async () => {
    const organisationId = await newOrganisation();
    for (let nth = 0; nth < 60; nth++) await owing(organisationId, 1, new Date(NOW.getTime() + (nth % 4)));
    const first = await listReceivables(finance, { organisationId });
    const second = await listReceivables(finance, { organisationId, after: first.next ?? '' });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 10, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(60);
    expect(second.totals).toMatchObject({ count: 60, open: '300' });
    expect((await listReceivables(finance, { organisationId, customer: 'xampl' })).totals.count).toBe(60);
    expect((await listReceivables(finance, { organisationId, customer: '%' })).totals.count).toBe(0);
  });

  it('comes as a file with the rows that the filters show', async () => {
    const organisationId = await newOrganisation();
    await owing(organisationId, 2, NOW, '=cmd');
    const [head, row, end] = (await exportReceivables(finance, { organisationId })).split('\r\n');
    expect(head).toContain('settled,forgiven,open');
    expect(row).toContain(`,${organisationId},Example,CSV export,'=cmd,2026-11-21T10:00:00.000Z,10,0,0,10,`);
    expect(end).toBe('');
  });

  it('is for finance and administrators', async () => {
    for (const ctx of [await memberOf(await newOrganisation()), await staff(['agent'])])
      for (const read of [listReceivables, exportReceivables])
        await expect(read(ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listReceivables(anonymous(), {})).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
