import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { credits, creditsToDecimal, parseCredits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { captureHold, grantCredits, placeHold, returnCredits, spendCredits } from '@/lib/domain/wallet/steps';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { TraceOutput } from './schema';
import { traceEntry } from './trace-entry';

const keyed = (organisationId: string, keyId: string): Context => ({
  ...job(NOW, organisationId),
  actor: { kind: 'api-key', keyId, scopes: ['credits:spend', 'credits:read'] },
});

beforeAll(async () => {
  await ensureCatalogue();
});

const micro = (decimal: string) => present(parseCredits(decimal));

describe('traceEntry', () => {
  it('tells of a deduction: its price, its lots, what became of them, and its return', async () => {
    const org = await newOrganisation();
    const soon = await grantCredits(db, job(NOW, org), org, {
      ...{ amountMicro: credits(15), source: 'promotion', reason: 'Fair', expiresAt: addDays(NOW, 9) },
    });
    await grantCredits(db, job(NOW, org), org, { amountMicro: credits(50), source: 'purchase' });
    const service = await db.service.findFirstOrThrow();
    const keyId = newId('apiKey');
    const spent = await spendCredits(db, keyed(org, keyId), org, {
      ...{ amountMicro: credits(20), serviceCode: service.code, quantity: '100', reference: 'batch 7' },
      metadata: { leads: [1, 2] },
    });
    await returnCredits(db, job(NOW, org), org, { parentId: spent.operationId, amountMicro: credits(16) });
    const reader = await memberOf(org);
    const trace = TraceOutput.parse(await traceEntry(reader, { id: '3' }));
    expect(trace.entry).toMatchObject({ kind: 'deduct', amount: '-15', apiKey: keyId });
    expect(trace.operation).toMatchObject({
      ...{
        balanceAfter: '45',
        credits: '20',
        quantity: '100',
        reference: 'batch 7',
        metadata: { leads: [1, 2] },
      },
      ...{ service: { code: service.code, name: service.name }, actor: { kind: 'api-key', id: keyId } },
    });
    expect(trace.lots.map(({ id, moved, source }) => [id === soon.lotId, moved, source])).toEqual([
      [true, '-15', 'promotion'],
      [false, '-5', 'purchase'],
    ]);
    expect(trace.lots[0]).toMatchObject({ granted: '15', grantEntry: '1', origin: { reason: 'Fair' } });
    expect(trace.lots[0]?.fate).toMatchObject({ used: '0', remaining: '15', usedBy: [], complete: true });
    expect(trace.lots[1]?.fate).toMatchObject({ used: '4', remaining: '46' });
    expect(trace.lots[1]?.fate.usedBy).toEqual([{ service: service.code, name: service.name, credits: '4' }]);
    expect(trace.related).toMatchObject([{ relation: 'return', credits: '16', entry: '5' }]);
    const back = await traceEntry(reader, { id: '5' });
    expect(back.related).toMatchObject([{ relation: 'taken', operationId: spent.operationId, entry: '3' }]);
    expect(back.entry.apiKey).toBe(keyId);
  });

  it('tells of a capture: its hold; and of a debt: what settled it', async () => {
    const org = await newOrganisation({ grant: 10 });
    const { holdId } = await placeHold(db, job(NOW, org), org, { amountMicro: credits(4) });
    await captureHold(db, job(NOW, org), org, { holdId, amountMicro: credits(3) });
    const reader = await memberOf(org);
    expect((await traceEntry(reader, { id: '2' })).related).toMatchObject([
      { relation: 'hold', credits: '4' },
    ]);
    await spendCredits(db, job(NOW, org), org, {
      ...{ amountMicro: credits(9), serviceCode: 'a' },
      ...{ onInsufficient: 'owe', receivableId: newId('receivable') },
    });
    const owing = await traceEntry(reader, { id: '3' });
    expect(owing.operation).toMatchObject({ credits: '9', shortfall: '2' });
    expect(owing.receivable).toMatchObject({ credits: '2', open: '2' });
    await grantCredits(db, job(NOW, org), org, { amountMicro: credits(5), source: 'adjustment' });
    expect(await traceEntry(reader, { id: '3' })).toMatchObject({
      receivable: { open: '0', closedAt: NOW.toISOString() },
      related: [{ relation: 'settle', credits: '2', entry: '5' }],
    });
    const settled = await traceEntry(reader, { id: '5' });
    expect(settled.related).toMatchObject([{ relation: 'owed', credits: '9', entry: '3' }]);
    for (const lot of settled.lots) {
      const { used, expired, transferred, corrected, held, remaining } = lot.fate;
      const parts = [used, expired, transferred, corrected, held, remaining].map(micro);
      expect(creditsToDecimal(parts.reduce((a, b) => a + b))).toBe(lot.granted);
    }
  });

  it('knows no number of another wallet, and none that cannot be', async () => {
    await newOrganisation({ grant: 10 });
    const reader = await memberOf(await newOrganisation());
    for (const id of ['1', '0', '01', 'x', '9'.repeat(30)])
      await expect(traceEntry(reader, { id })).rejects.toMatchObject({ code: 'not_found' });
  });
});
