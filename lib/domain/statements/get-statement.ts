import { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { decodePosition, encodePosition } from '@/lib/core/position';
import { addDays } from '@/lib/core/time';
import { listServiceNames } from '@/lib/domain/catalog/queries';
import { readBuyers, readSellerParty } from '@/lib/domain/invoices/parties';
import { type CreditRow, readCredits } from './read-credits';
import { type MoneyRow, readMoney } from './read-money';
import {
  type CreditMovement,
  type MoneyMovement,
  StatementCursors,
  type StatementDto,
  StatementInput,
  type StatementPageDto,
  type StatementPageInput,
} from './schema';

/** More movements than this are no letter any more: they are asked for in shorter ranges. */
const MOST = 10_000;
const PAGE = 50;

/**
 * The account of the caller's organisation over some days: in money (invoices, payments, credit notes, refunds) and in
 * credits, with what stood before and after, and a page of the movements of each. Money above zero is owed by the
 * customer, below zero it is theirs. Errors: `invalid` for the range or a page that we did not give.
 */
export async function getStatement(ctx: Context, input: StatementPageInput): Promise<StatementPageDto> {
  authorise(ctx, 'billing:read');
  return readPage(tenant(ctx), input);
}

const CustomerInput = z.object({ organisationId: Id('organisation') });

/** The same for any customer, for finance. Errors: `not_found`, too. */
export async function getStatementForFinance(
  ctx: Context,
  input: StatementPageInput & { organisationId: string },
): Promise<StatementPageDto> {
  authorise(ctx, 'revenue:read');
  return readPage(parse(CustomerInput, input).organisationId, input);
}

/** Every movement of a statement; the caller has authorised. Errors: `invalid`, `statementTooLong` too; `not_found`. */
export async function readStatement(organisationId: string, input: StatementInput): Promise<StatementDto> {
  const { next, ...statement } = await readPage(organisationId, input, MOST);
  if (next.money ?? next.credits)
    throw new AppError('invalid', 'statementTooLong', { values: { most: MOST } });
  return statement;
}

/** A page of each account with at most so many movements; the caller has authorised. */
export async function readPage(
  organisationId: string,
  input: StatementPageInput,
  most = PAGE,
): Promise<StatementPageDto> {
  const { from, to, currency: asked } = parse(StatementInput, input);
  const cursors = parse(StatementCursors, input);
  const organisation = await db.organisation.findUnique({
    where: { id: organisationId },
    select: { name: true, currency: true },
  });
  const buyer = (await readBuyers(db, [organisationId])).get(organisationId);
  if (!organisation || !buyer) throw new AppError('not_found', 'notFound');
  const currency = asked ?? organisation.currency;
  const bounds = {
    ...{ organisationId, currency, most },
    from: new Date(`${from}T00:00:00Z`),
    until: addDays(new Date(`${to}T00:00:00Z`), 1),
  };
  const [money, credits, services] = await Promise.all([
    readMoney({ ...bounds, after: cursors.money ? decodePosition(cursors.money) : undefined }),
    readCredits({ ...bounds, after: cursors.credits ? BigInt(cursors.credits) : undefined }),
    listServiceNames(),
  ]);
  const lastMoney = money.rows.length > most ? money.rows[most - 1] : undefined;
  const lastCredits = credits.rows.length > most ? credits.rows[most - 1] : undefined;
  return {
    ...{ from, to, currency, organisation: organisation.name, buyer, seller: await readSellerParty(db) },
    money: {
      openingMinor: money.openingMinor.toString(),
      movements: money.rows.slice(0, most).map(toMoney),
      closingMinor: money.closingMinor.toString(),
    },
    credits: {
      openingMicro: credits.openingMicro.toString(),
      movements: credits.rows.slice(0, most).map((row) => toCredits(row, services)),
      closingMicro: credits.closingMicro.toString(),
    },
    next: {
      money: lastMoney ? encodePosition({ at: lastMoney.at, id: lastMoney.place }) : null,
      credits: lastCredits?.seq.toString() ?? null,
    },
  };
}

const toMoney = ({ at, kind, reference, provider, amountMinor, balanceMinor }: MoneyRow): MoneyMovement => ({
  ...{ at: at.toISOString(), kind, reference, provider },
  amountMinor: amountMinor.toString(),
  balanceMinor: balanceMinor.toString(),
});

const toCredits = (row: CreditRow, services: Map<string, string>): CreditMovement => ({
  ...{ at: row.at.toISOString(), kind: row.kind, serviceCode: row.serviceCode, reference: row.reference },
  service: row.serviceCode && (services.get(row.serviceCode) ?? row.serviceCode),
  amountMicro: row.amountMicro.toString(),
  balanceMicro: row.balanceMicro.toString(),
});
