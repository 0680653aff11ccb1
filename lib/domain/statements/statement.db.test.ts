import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { creditByFinance } from '@/lib/domain/invoices/credit-by-finance';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { payFromAccount } from '@/lib/domain/invoices/pay-from-account';
import {
  issueInvoice,
  issuePaidInvoice,
  payInvoice,
  voidInvoice,
  writeOffInvoice,
} from '@/lib/domain/invoices/steps';
import { grantCredits, spendCredits } from '@/lib/domain/wallet/steps';
import { NOW, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { invoiceFor, newRate } from '@/lib/testing/invoices';
import {
  exportStatementForFinance,
  getStatementByKey,
  getStatementCsv,
  statementCsv,
} from './export-statement';
import { getStatement, getStatementForFinance, readPage, readStatement } from './get-statement';

const DAYS = 20;
const dayOf = (offset: number) => addDays(NOW, offset).toISOString().slice(0, 10);
const at = (day: number) => addDays(NOW, day);

type Act = {
  kind: 'issue' | 'buy' | 'pay' | 'void' | 'write_off' | 'credit' | 'account' | 'apply' | 'use';
  of: number;
  amount: number;
};
const act = fc.record({
  kind: fc.constantFrom<Act['kind']>(
    'issue',
    'issue',
    'buy',
    'pay',
    'pay',
    'void',
    'write_off',
    'credit',
    'account',
    'apply',
    'use',
  ),
  of: fc.nat(20),
  amount: fc.integer({ min: 1, max: 20_000 }),
});

async function play(organisationId: string, taxRateId: string, acts: Act[]) {
  const invoices: string[] = [];
  for (const [index, { kind, of, amount }] of acts.entries()) {
    const ctx = job(at(Math.floor((index * DAYS) / acts.length)), organisationId);
    const invoiceId = invoices[of % Math.max(1, invoices.length)];
    const draft = invoiceFor(organisationId, { amountMinor: BigInt(amount), taxRateId });
    const work = {
      issue: async () => void invoices.push((await transaction((tx) => issueInvoice(tx, ctx, draft))).id),
      buy: async () =>
        void invoices.push(
          (await transaction((tx) => issuePaidInvoice(tx, ctx, draft, { provider: 'stripe' }))).id,
        ),
      pay: async () => {
        const payment = { organisationId, receivedMinor: BigInt(amount), provider: 'bank_transfer' };
        if (invoiceId) await transaction((tx) => payInvoice(tx, ctx, { ...payment, invoiceId }));
      },
      void: async () =>
        void (invoiceId && (await transaction((tx) => voidInvoice(tx, ctx, { organisationId, invoiceId })))),
      write_off: async () =>
        void (
          invoiceId && (await transaction((tx) => writeOffInvoice(tx, ctx, { organisationId, invoiceId })))
        ),
      credit: async () => {
        const token = crypto.randomUUID();
        const input = { organisationId, invoiceId: invoiceId ?? '', reason: 'Goodwill', token };
        if (invoiceId) await creditByFinance(ctx, { ...input, amount: '0.01' });
      },
      account: async () => {
        // Money on account goes back: the balance rises by it.
        const lines = [
          { account: accounts.cash('bank_transfer'), amountMinor: -BigInt(amount), currency: 'USD' },
          { account: accounts.customerBalance, amountMinor: BigInt(amount), currency: 'USD' },
        ];
        const posting = { organisationId, kind: 'refund', reference: 'back', now: ctx.now, lines } as const;
        await transaction((tx) => postJournal(tx, posting));
      },
      apply: async () =>
        void (
          invoiceId && (await transaction((tx) => payFromAccount(tx, ctx, { organisationId, invoiceId })))
        ),
      use: async () => {
        await transaction((tx) =>
          grantCredits(tx, ctx, organisationId, { amountMicro: credits(5), source: 'adjustment' }),
        );
        await transaction((tx) => spendCredits(tx, ctx, organisationId, { amountMicro: credits(2) }));
      },
    }[kind];
    await work().catch((error: { code?: string }) => {
      if (!['conflict', 'invalid'].includes(error.code ?? '')) throw error;
    });
  }
}

/** What the customer owes by the journal, just before a day. */
async function owedBefore(organisationId: string, day: string): Promise<bigint> {
  const { _sum } = await db.journalLine.aggregate({
    where: {
      ...{ organisationId, account: { in: ['receivable', 'customer_balance'] } },
      entry: { postedAt: { lt: new Date(`${day}T00:00:00Z`) } },
    },
    _sum: { amountMinor: true },
  });
  return _sum.amountMinor ?? 0n;
}

/** Page for page the accounts say what the whole says: every movement once, opening and closing of the whole range. */
async function walkPages(organisationId: string, days: { from: string; to: string }) {
  const whole = await readStatement(organisationId, days);
  for (const account of ['money', 'credits'] as const) {
    const seen = [];
    let cursor: string | undefined;
    do {
      const page = await readPage(organisationId, { ...days, [account]: cursor }, 2);
      expect(page[account]).toEqual({ ...whole[account], movements: page[account].movements });
      expect(page[account].movements.length).toBeLessThanOrEqual(2);
      seen.push(...page[account].movements);
      cursor = page.next[account] ?? undefined;
    } while (cursor);
    expect(seen).toEqual(whole[account].movements);
  }
}

describe('a statement', () => {
  it('ties to the journal and to the wallet for any range', async () => {
    const taxRateId = await newRate(2_300);
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 3, maxLength: 18 }),
        fc.nat(DAYS),
        fc.nat(DAYS),
        async (acts, one, two) => {
          const organisationId = await newOrganisation();
          await play(organisationId, taxRateId, acts);
          const [from, to] = [dayOf(Math.min(one, two)), dayOf(Math.max(one, two))];
          const { money, credits: moved } = await readStatement(organisationId, { from, to });
          expect(BigInt(money.openingMinor)).toBe(await owedBefore(organisationId, from));
          const next = dayOf(Math.max(one, two) + 1);
          expect(BigInt(money.closingMinor)).toBe(await owedBefore(organisationId, next));
          const last = money.movements.at(-1)?.balanceMinor ?? money.openingMinor;
          expect(last).toBe(money.closingMinor);
          const whole = await readStatement(organisationId, { from: dayOf(-1), to: dayOf(DAYS + 1) });
          const wallet = await db.wallet.findUniqueOrThrow({ where: { organisationId } });
          expect(BigInt(whole.credits.closingMicro)).toBe(wallet.balanceMicro);
          expect(whole.credits.openingMicro).toBe('0');
          expect(moved.movements.length).toBeLessThanOrEqual(whole.credits.movements.length);
          await walkPages(organisationId, { from, to });
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('shows every movement with the balance after it', async () => {
    const organisationId = await newOrganisation({ grant: 10 });
    const ctx = await memberOf(organisationId, 'billing');
    const invoice = await transaction((tx) => issueInvoice(tx, ctx, invoiceFor(organisationId)));
    await transaction((tx) =>
      payInvoice(tx, ctx, {
        ...{ organisationId, invoiceId: invoice.id, receivedMinor: 12_000n, provider: 'bank_transfer' },
        occurredAt: addDays(NOW, -2),
      }),
    );
    const statement = await getStatement(ctx, { from: dayOf(-3), to: dayOf(0) });
    expect(statement.money).toEqual({
      openingMinor: '0',
      movements: [
        expect.objectContaining({ kind: 'invoice', reference: invoice.number, balanceMinor: '11900' }),
        expect.objectContaining({ kind: 'payment', amountMinor: '-12000', balanceMinor: '-100' }),
      ],
      closingMinor: '-100',
    });
    const { issuedAt, paidAt } = await db.invoice.findFirstOrThrow({ where: { organisationId } });
    expect(paidAt).toEqual(issuedAt);
    expect(statement.credits).toMatchObject({ openingMicro: '0', closingMicro: credits(10).toString() });
    const finance = await getStatementForFinance(await staff(['finance']), {
      ...{ organisationId, from: dayOf(-3), to: dayOf(0) },
    });
    expect(finance.money).toEqual(statement.money);
    const staffed = await staff(['finance']);
    const days = { from: dayOf(-3), to: dayOf(0) };
    const file = await exportStatementForFinance(staffed, { organisationId, ...days });
    expect(file).toEqual(await getStatementByKey(ctx, days));
    expect(statementCsv(file)).toBe(await getStatementCsv(ctx, days));
    expect(statementCsv(file).split('\r\n').slice(1, 3)).toEqual([
      `USD,${dayOf(-3)},opening,,,,0.00`,
      expect.stringMatching(/^USD,.*,invoice,INV-.*,,119.00,119.00$/),
    ]);
  });

  it('is refused to members without the right and for a range that makes no sense', async () => {
    const organisationId = await newOrganisation();
    const range = { from: dayOf(0), to: dayOf(1) };
    await expect(getStatement(await memberOf(organisationId, 'member'), range)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const owner = await memberOf(organisationId, 'owner');
    for (const wrong of [
      { from: dayOf(1), to: dayOf(0) },
      { from: '2020-01-01', to: '2026-01-01' },
      { from: 'x', to: 'y' },
      { ...range, money: 'x' },
      { ...range, credits: '-1' },
    ])
      await expect(getStatement(owner, wrong)).rejects.toMatchObject({ code: 'invalid' });
    const unknown = { organisationId: 'x\u0000', ...range };
    await expect(getStatementForFinance(await staff(['finance']), unknown)).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(exportStatementForFinance(owner, { organisationId, ...range })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(getStatementForFinance(owner, { organisationId, ...range })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
