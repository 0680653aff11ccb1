import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { verifyLedger } from '@/lib/domain/wallet/verify-ledger';
import { NOW, anonymous, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { getTransferOffer } from './get-transfer-offer';
import { transferCredits } from './transfer-credits';

/** One person who owns two organisations, looking at the first. */
async function twoHouses({ grant = 100, role = 'owner' as const } = {}) {
  const [from, to] = [await newOrganisation({ grant }), await newOrganisation()];
  const ctx = await memberOf(from);
  await db.member.create({ data: { organisationId: to, userId: caller(ctx), role, createdAt: NOW } });
  return { ctx, from, to };
}
const order = (toOrganisationId: string, amount: string, idempotencyKey: string = randomUUID()) => ({
  ...{ toOrganisationId, credits: amount, idempotencyKey },
});
const balance = async (organisationId: string) =>
  (await db.wallet.findUniqueOrThrow({ where: { organisationId } })).balanceMicro;
const back = ({ ctx, to }: { ctx: Context; to: string }) => ({ ...ctx, organisationId: to });

describe('transferCredits', () => {
  it('moves bought credits with their expiry and tells both organisations', async () => {
    const { ctx, from, to } = await twoHouses();
    const answer = await transferCredits(ctx, { ...order(to, '40.5'), reason: 'A new project' });
    expect(answer).toMatchObject({ credits: '40.5', balance: '59.5', available: '59.5' });
    expect([await balance(from), await balance(to)]).toEqual([59_500_000n, 40_500_000n]);
    const events = await db.auditEvent.findMany({
      where: { recordId: answer.id },
      orderBy: { action: 'asc' },
    });
    expect(events).toMatchObject([
      { action: 'credits.transfer_in', organisationId: to, after: { from, creditsMicro: '40500000' } },
      { action: 'credits.transfer_out', organisationId: from, after: { to }, reason: 'A new project' },
    ]);
  });

  it('leaves credits that were given where they were given', async () => {
    const { ctx, from, to } = await twoHouses({ grant: 10 });
    await transaction((tx) =>
      grantCredits(tx, job(), from, { amountMicro: credits(50), source: 'promotion' }),
    );
    expect(await getTransferOffer(ctx)).toEqual({
      transferable: '10',
      targets: [{ id: to, name: 'Example' }],
    });
    await expect(transferCredits(ctx, order(to, '11'))).rejects.toMatchObject({
      code: 'insufficient_credits',
      reason: 'transferTooMuch',
      values: { available: '10' },
    });
    expect(await balance(to)).toBe(0n);
  });

  it('moves once for a key, also when it comes at once, and refuses another transfer under it', async () => {
    const { ctx, from, to } = await twoHouses();
    const one = order(to, '10');
    const answers = await Promise.all(Array.from({ length: 6 }, () => transferCredits(ctx, one)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect([await balance(from), await balance(to)]).toEqual([credits(90), credits(10)]);
    expect(await db.auditEvent.count({ where: { recordId: answers[0]?.id } })).toBe(2);
    await expect(transferCredits(ctx, { ...one, credits: '11' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('knows only organisations that the caller owns', async () => {
    const { ctx, from } = await twoHouses();
    const stranger = await newOrganisation();
    for (const target of [stranger, from])
      await expect(transferCredits(ctx, order(target, '1'))).rejects.toMatchObject({ code: 'not_found' });
    const { ctx: billing, to } = await twoHouses({ role: 'billing' as never });
    await expect(transferCredits(billing, order(to, '1'))).rejects.toMatchObject({ code: 'not_found' });
    expect((await getTransferOffer(billing)).targets).toEqual([]);
    // The role was taken away while the session lived.
    const { ctx: former, to: other, from: own } = await twoHouses();
    await db.member.updateMany({
      where: { organisationId: own, userId: caller(former) },
      data: { role: 'member' },
    });
    await expect(transferCredits(former, order(other, '1'))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is for owners', async () => {
    const { to } = await twoHouses();
    const member = await memberOf(await newOrganisation(), 'billing');
    await expect(transferCredits(member, order(to, '1'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(transferCredits(anonymous(), order(to, '1'))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('neither loses nor makes credits when both directions run at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ isBack: fc.boolean(), micro: fc.bigInt({ min: 1n, max: 70_000_000n }) }), {
          minLength: 4,
          maxLength: 12,
        }),
        async (moves) => {
          const houses = await twoHouses();
          await Promise.allSettled(
            moves.map(({ isBack, micro }) => {
              const amount = `${micro / 1_000_000n}.${(micro % 1_000_000n).toString().padStart(6, '0')}`;
              return isBack
                ? transferCredits(back(houses), order(houses.from, amount))
                : transferCredits(houses.ctx, order(houses.to, amount));
            }),
          );
          expect((await balance(tenant(houses.ctx))) + (await balance(houses.to))).toBe(credits(100));
        },
      ),
      { numRuns: 8 },
    );
    const broken = (await verifyLedger(job())).filter(({ differences }) => differences.length > 0);
    expect(broken).toEqual([]);
  });
});
