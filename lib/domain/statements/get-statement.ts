import { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { listServiceNames } from '@/lib/domain/catalog/queries';
import { readBuyers, readSellerParty } from '@/lib/domain/invoices/parties';
import { readCredits } from './read-credits';
import { readMoney } from './read-money';
import { type StatementDto, StatementInput } from './schema';

/** More movements than this are no letter any more: they are asked for in shorter ranges. */
const MOST = 10_000;

/**
 * The account of the caller's organisation over some days: in money (invoices, payments, credit notes, refunds) and in
 * credits, with what stood before and after. Money above zero is owed by the customer, below zero it is theirs.
 * Errors: `invalid` for the range; `invalid` `statementTooLong`.
 */
export async function getStatement(ctx: Context, input: StatementInput): Promise<StatementDto> {
  authorise(ctx, 'billing:read');
  return readStatement(tenant(ctx), input);
}

const CustomerInput = z.object({ organisationId: Id('organisation') });

/** The same for any customer, for finance. Errors: `not_found`, too. */
export async function getStatementForFinance(
  ctx: Context,
  input: StatementInput & { organisationId: string },
): Promise<StatementDto> {
  authorise(ctx, 'revenue:read');
  const { organisationId } = parse(CustomerInput, input);
  return readStatement(organisationId, input);
}

export async function readStatement(organisationId: string, input: StatementInput): Promise<StatementDto> {
  const { from, to, currency: asked } = parse(StatementInput, input);
  const organisation = await db.organisation.findUnique({
    where: { id: organisationId },
    select: { name: true, currency: true },
  });
  const buyer = (await readBuyers(db, [organisationId])).get(organisationId);
  if (!organisation || !buyer) throw new AppError('not_found', 'notFound');
  const currency = asked ?? organisation.currency;
  const bounds = {
    ...{ organisationId, currency, most: MOST },
    from: new Date(`${from}T00:00:00Z`),
    until: addDays(new Date(`${to}T00:00:00Z`), 1),
  };
  const [money, credits, services] = await Promise.all([
    readMoney(bounds),
    readCredits(bounds),
    listServiceNames(),
  ]);
  if (money.rows.length > MOST || credits.rows.length > MOST)
    throw new AppError('invalid', 'statementTooLong', { values: { most: MOST } });
  return {
    ...{ from, to, currency, organisation: organisation.name, buyer, seller: await readSellerParty(db) },
    money: runningMoney(money),
    credits: runningCredits(credits, services),
  };
}

function runningMoney({ openingMinor, rows }: Awaited<ReturnType<typeof readMoney>>): StatementDto['money'] {
  let balance = openingMinor;
  const movements = rows.map(({ at, kind, reference, provider, amountMinor }) => {
    balance += amountMinor;
    return {
      ...{ at: at.toISOString(), kind, reference, provider },
      amountMinor: amountMinor.toString(),
      balanceMinor: balance.toString(),
    };
  });
  return { openingMinor: openingMinor.toString(), movements, closingMinor: balance.toString() };
}

function runningCredits(
  { openingMicro, rows }: Awaited<ReturnType<typeof readCredits>>,
  services: Map<string, string>,
): StatementDto['credits'] {
  let balance = openingMicro;
  const movements = rows.map(({ at, kind, serviceCode, reference, amountMicro }) => {
    balance += amountMicro;
    return {
      ...{ at: at.toISOString(), kind, serviceCode, reference },
      service: serviceCode && (services.get(serviceCode) ?? serviceCode),
      amountMicro: amountMicro.toString(),
      balanceMicro: balance.toString(),
    };
  });
  return { openingMicro: openingMicro.toString(), movements, closingMicro: balance.toString() };
}
