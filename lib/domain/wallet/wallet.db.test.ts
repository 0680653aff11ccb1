import { describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { NOW, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { adjustWallet } from './adjust-wallet';
import { expireCredits } from './expire-credits';
import { getWallet, getWalletOf, listEntries, listLots } from './queries';
import { captureHold, grantCredits, placeHold, releaseHold, returnCredits, spendCredits } from './steps';

const at = (days: number) => addDays(NOW, days);
const lot = (org: string, amount: number, over: object = {}) =>
  grantCredits(db, job(NOW, org), org, { amountMicro: credits(amount), source: 'purchase', ...over });
const spend = (org: string, amount: number, now = NOW, over: object = {}) =>
  spendCredits(db, job(now, org), org, {
    amountMicro: credits(amount),
    serviceCode: 'chat-message',
    ...over,
  });
const wallet = (org: string) => db.wallet.findUniqueOrThrow({ where: { organisationId: org } });

describe('drawing', () => {
  it('draws by priority, then the earliest expiry (none last), then the oldest', async () => {
    const org = await newOrganisation();
    const never = await lot(org, 10);
    const late = await lot(org, 10, { expiresAt: at(20) });
    const soon = await lot(org, 10, { expiresAt: at(10) });
    const first = await lot(org, 10, { priority: 1 });
    const answer = await spend(org, 35);
    expect(answer.draws?.map((draw) => draw.lotId)).toEqual([
      first.lotId,
      soon.lotId,
      late.lotId,
      never.lotId,
    ]);
    expect(answer.draws?.at(-1)?.amountMicro).toBe(credits(5).toString());
    expect((await wallet(org)).balanceMicro).toBe(credits(5));
  });

  it('refuses more than is there and writes nothing', async () => {
    const org = await newOrganisation({ grant: 10 });
    await expect(spend(org, 11)).rejects.toMatchObject({
      code: 'insufficient_credits',
      values: { cost: '11', available: '10', shortfall: '1' },
    });
    expect(await db.operation.count({ where: { organisationId: org, kind: 'deduct' } })).toBe(0);
  });

  it('neither draws a lot that is not effective yet nor one that has expired unposted', async () => {
    const org = await newOrganisation();
    await lot(org, 5, { effectiveAt: at(2) });
    await lot(org, 5, { expiresAt: at(1) });
    await expect(spend(org, 6)).rejects.toMatchObject({ values: { available: '5' } });
    await expect(spend(org, 1, at(1))).rejects.toMatchObject({ values: { available: '0' } });
    await expect(spend(org, 5, at(2))).resolves.toMatchObject({ status: 'ok' });
  });
});

describe('idempotency', () => {
  it('gives the same answer for the same key and request, and moves once', async () => {
    const org = await newOrganisation({ grant: 10 });
    const first = await spend(org, 3, NOW, { idempotencyKey: 'k1' });
    const again = await spend(org, 3, at(1), { idempotencyKey: 'k1' });
    expect(again).toEqual({ ...first, replayed: true });
    expect((await wallet(org)).balanceMicro).toBe(credits(7));
  });

  it('refuses the same key with another request', async () => {
    const org = await newOrganisation({ grant: 10 });
    await spend(org, 3, NOW, { idempotencyKey: 'k1' });
    await expect(spend(org, 4, NOW, { idempotencyKey: 'k1' })).rejects.toMatchObject({ code: 'conflict' });
    expect((await wallet(org)).balanceMicro).toBe(credits(7));
  });

  it('lets a refused command through with its key after a top-up', async () => {
    const org = await newOrganisation({ grant: 1 });
    await expect(spend(org, 3, NOW, { idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'insufficient_credits',
    });
    await lot(org, 5);
    await expect(spend(org, 3, NOW, { idempotencyKey: 'k1' })).resolves.toMatchObject({ status: 'ok' });
  });

  it('keeps the keys of organisations apart', async () => {
    const [a, b] = [await newOrganisation({ grant: 5 }), await newOrganisation({ grant: 5 })];
    await spend(a, 2, NOW, { idempotencyKey: 'same' });
    await expect(spend(b, 3, NOW, { idempotencyKey: 'same' })).resolves.not.toHaveProperty('replayed');
  });
});

describe('holds', () => {
  const hold = (org: string, amount: number, over: object = {}) =>
    placeHold(db, job(NOW, org), org, { amountMicro: credits(amount), serviceCode: 'support', ...over });

  it('sets aside, captures a part and gives the rest back to its lot', async () => {
    const org = await newOrganisation();
    const soon = await lot(org, 4, { expiresAt: at(10) });
    await lot(org, 10);
    const { holdId } = await hold(org, 6);
    expect(await wallet(org)).toMatchObject({ balanceMicro: credits(14), heldMicro: credits(6) });
    const capture = await captureHold(db, job(NOW, org), org, { holdId, amountMicro: credits(5) });
    expect(capture.draws).toEqual([
      { lotId: soon.lotId, amountMicro: credits(4).toString() },
      { lotId: expect.any(String), amountMicro: credits(1).toString() },
    ]);
    expect(await wallet(org)).toMatchObject({ balanceMicro: credits(9), heldMicro: 0n });
  });

  it('ends once: a second capture or release is a conflict', async () => {
    const org = await newOrganisation({ grant: 10 });
    const { holdId } = await hold(org, 6);
    await releaseHold(db, job(NOW, org), org, { holdId });
    await expect(captureHold(db, job(NOW, org), org, { holdId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await wallet(org)).toMatchObject({ balanceMicro: credits(10), heldMicro: 0n });
  });

  it('is not found by another organisation', async () => {
    const [a, b] = [await newOrganisation({ grant: 10 }), await newOrganisation({ grant: 10 })];
    const { holdId } = await hold(a, 6);
    await expect(captureHold(db, job(NOW, b), b, { holdId })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('gives credits back to a lot that expired meanwhile for seven days more', async () => {
    const org = await newOrganisation();
    await lot(org, 6, { expiresAt: at(1) });
    const { holdId } = await hold(org, 4);
    await expireCredits(job(at(2)));
    expect(await wallet(org)).toMatchObject({ balanceMicro: credits(4), heldMicro: credits(4) });
    await releaseHold(db, job(at(2), org), org, { holdId });
    const [left] = await listLots(await memberOf(org, 'owner', at(2)));
    expect(left).toMatchObject({ remaining: '4', expiresAt: at(9).toISOString() });
    await expireCredits(job(at(9)));
    expect((await wallet(org)).balanceMicro).toBe(0n);
  });

  it('ends by itself when its time is over', async () => {
    const org = await newOrganisation({ grant: 10 });
    const { holdId } = await hold(org, 6, { expiresAt: at(1) });
    await expireCredits(job(at(1)));
    const found = await db.hold.findUniqueOrThrow({
      where: { organisationId_id: { organisationId: org, id: holdId } },
    });
    expect(found.status).toBe('expired');
    expect(await wallet(org)).toMatchObject({ balanceMicro: credits(10), heldMicro: 0n });
  });
});

describe('returns', () => {
  it('go back in the recorded order, never more than was taken', async () => {
    const org = await newOrganisation();
    const soon = await lot(org, 2, { expiresAt: at(5) });
    const never = await lot(org, 10);
    const { operationId: parentId } = await spend(org, 5);
    const give = (amount?: number) =>
      returnCredits(db, job(NOW, org), org, { parentId, amountMicro: amount ? credits(amount) : undefined });
    expect((await give(3)).draws).toEqual([
      { lotId: soon.lotId, amountMicro: credits(2).toString() },
      { lotId: never.lotId, amountMicro: credits(1).toString() },
    ]);
    await expect(give(3)).rejects.toMatchObject({ code: 'invalid' });
    expect((await give()).draws).toEqual([{ lotId: never.lotId, amountMicro: credits(2).toString() }]);
    expect((await wallet(org)).balanceMicro).toBe(credits(12));
  });
});

describe('concurrency', () => {
  it('lets exactly 100 of 200 parallel deductions pass where credits for 100 are there', async () => {
    const org = await newOrganisation();
    for (let i = 0; i < 10; i++) await lot(org, 10);
    const results = await Promise.allSettled(Array.from({ length: 200 }, () => spend(org, 1)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'insufficient_credits' });
    expect((await wallet(org)).balanceMicro).toBe(0n);
  });

  it('moves once for 20 parallel repeats of one key', async () => {
    const org = await newOrganisation({ grant: 10 });
    await Promise.all(Array.from({ length: 20 }, () => spend(org, 2, NOW, { idempotencyKey: 'same' })));
    expect((await wallet(org)).balanceMicro).toBe(credits(8));
  });
});

describe('adjustWallet and the reads', () => {
  it('adjusts once, with an audit event, and only by an admin', async () => {
    const org = await newOrganisation({ grant: 10 });
    const admin = await staff(['admin']);
    const input = {
      organisationId: org,
      credits: '-4',
      reason: 'Counted twice',
      idempotencyKey: 'form-0001',
    };
    await expect(adjustWallet(await staff(['finance']), input)).rejects.toMatchObject({ code: 'forbidden' });
    await adjustWallet(admin, input);
    await adjustWallet(admin, input);
    expect((await wallet(org)).balanceMicro).toBe(credits(6));
    expect(await db.auditEvent.count({ where: { organisationId: org, action: 'wallet.adjust' } })).toBe(1);
    await expect(
      adjustWallet(admin, { ...input, credits: '-7', idempotencyKey: 'form-0002' }),
    ).rejects.toMatchObject({
      code: 'insufficient_credits',
    });
  });

  it('shows a wallet to its members and to staff, and to nobody else', async () => {
    const org = await newOrganisation({ grant: 10 });
    await placeHold(db, job(NOW, org), org, { amountMicro: credits(4) });
    const owner = await memberOf(org);
    expect(await getWallet(owner)).toEqual({ balance: '10', held: '4', available: '6' });
    expect((await listEntries(await memberOf(await newOrganisation()))).entries).toEqual([]);
    await expect(getWalletOf(owner, org)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await getWalletOf(await staff(['finance']), org)).toMatchObject({ balance: '10' });
  });
});

describe('the database itself', () => {
  it.each(['Entry', 'Operation', 'JournalEntry', 'JournalLine', 'AuditEvent'])(
    '%s is append-only',
    async (table) => {
      await newOrganisation({ grant: 1 });
      for (const statement of [`DELETE FROM "${table}"`, `TRUNCATE "${table}" CASCADE`])
        await expect(db.$executeRawUnsafe(statement)).rejects.toThrow(/append-only/);
    },
  );

  it('refuses a balance that is set by hand, and a journal entry that does not sum to zero', async () => {
    const org = await newOrganisation({ grant: 1 });
    await expect(
      db.wallet.update({ where: { organisationId: org }, data: { heldMicro: credits(2) } }),
    ).rejects.toThrow(/Wallet_held_within_balance/);
    const lines = JSON.stringify([{ account: 'revenue', amountMinor: 5, currency: 'USD' }]);
    await expect(
      transaction(
        (tx) => tx.$executeRaw`SELECT journal_post(${org}, now(), 'purchase', 'x', ${lines}::jsonb)`,
      ),
    ).rejects.toThrow(/sum to zero/);
  });
});
