import { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { toCsv } from '@/lib/core/csv';
import { parse } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { moneyToDecimal } from '@/lib/core/money';
import type { ApiStatement } from './api-schema';
import { readStatement } from './get-statement';
import type { StatementDto, StatementInput } from './schema';

/**
 * A statement for programs with every movement: decimals in place of minor units. Errors as `getStatement`, and `invalid`
 * `statementTooLong`.
 */
export async function getStatementByKey(ctx: Context, input: StatementInput): Promise<ApiStatement> {
  authorise(ctx, 'billing:read');
  return toApi(await readStatement(tenant(ctx), input));
}

const CustomerInput = z.object({ organisationId: Id('organisation') });

/** The same of any customer, for finance. */
export async function exportStatementForFinance(
  ctx: Context,
  input: StatementInput & { organisationId: string },
): Promise<ApiStatement> {
  authorise(ctx, 'revenue:read');
  return toApi(await readStatement(parse(CustomerInput, input).organisationId, input));
}

function toApi({ from, to, currency, money, credits }: StatementDto): ApiStatement {
  const amount = (minor: string) => moneyToDecimal(BigInt(minor), currency);
  const credit = (micro: string) => creditsToDecimal(BigInt(micro));
  return {
    ...{ from, to, currency: currency as ApiStatement['currency'] },
    money: {
      opening: amount(money.openingMinor),
      movements: money.movements.map(({ amountMinor, balanceMinor, ...move }) => ({
        ...move,
        ...{ amount: amount(amountMinor), balance: amount(balanceMinor) },
      })),
      closing: amount(money.closingMinor),
    },
    credits: {
      opening: credit(credits.openingMicro),
      movements: credits.movements.map(({ amountMicro, balanceMicro, serviceCode, ...move }) => ({
        ...{ ...move, service: serviceCode, amount: credit(amountMicro), balance: credit(balanceMicro) },
      })),
      closing: credit(credits.closingMicro),
    },
  };
}

/** The same as a table. Errors as `getStatementByKey`. */
export const getStatementCsv = async (ctx: Context, input: StatementInput): Promise<string> =>
  statementCsv(await getStatementByKey(ctx, input));

/** A row for each movement, money first, then credits, with what stood before and after. */
export function statementCsv({ from, to, currency, money, credits }: ApiStatement): string {
  const edge = (account: string, kind: string, at: string, balance: string) => [
    ...[account, at, kind, '', '', '', balance],
  ];
  return toCsv([
    ['account', 'at', 'kind', 'reference', 'detail', 'amount', 'balance'],
    edge(currency, 'opening', from, money.opening),
    ...money.movements.map((move) => [
      ...[currency, move.at, move.kind, move.reference, move.provider ?? '', move.amount, move.balance],
    ]),
    edge(currency, 'closing', to, money.closing),
    edge('credits', 'opening', from, credits.opening),
    ...credits.movements.map((move) => [
      ...['credits', move.at, move.kind, move.reference ?? '', move.service ?? '', move.amount, move.balance],
    ]),
    edge('credits', 'closing', to, credits.closing),
  ]);
}
