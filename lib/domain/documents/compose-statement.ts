import { formatCredits, formatDate, formatMoney } from '@/lib/core/format';
import type { CreditMovement, MoneyMovement, StatementDto } from '@/lib/domain/statements/schema';
import type { Sheet, SheetTable } from '@/lib/integrations/pdf/schema';
import type { Paper } from './schema';
import { language, methodText, partyLines, span, t } from './words';

/** More rows than these are added up by day and kind on paper: a letter is read by people. */
const MOST_CREDITS = 300;
const MOST_MONEY = 1_000;

/** A statement of account; `at` is when it was asked for. */
export function composeStatement(statement: StatementDto, paper: Paper, at: Date): Sheet {
  const { from, to, currency, money } = statement;
  const isDaily = statement.credits.movements.length > MOST_CREDITS;
  const isMoneyDaily = money.movements.length > MOST_MONEY;
  return {
    ...{ paper, language, kind: t('kind.statement'), number: span(from, to), issuer: statement.seller.name },
    at,
    facts: [
      { label: t('fact.made'), value: formatDate(at) },
      { label: t('fact.currency'), value: currency },
      { label: t('fact.closing'), value: formatMoney(money.closingMinor, currency) },
    ],
    parties: [
      { label: t('seller'), lines: partyLines(statement.seller) },
      { label: t('buyer'), lines: partyLines(statement.buyer) },
    ],
    tables: [moneyTable(statement, isMoneyDaily), creditsTable(statement, isDaily)],
    totals: [],
    notes: [
      t('note.statement'),
      ...(isMoneyDaily ? [t('note.dailyMoney')] : []),
      ...(isDaily ? [t('note.daily')] : []),
    ],
    pageWords: t.raw('page') as string,
  };
}

const figure = (label: string) => ({ label, width: 84, isNumber: true });
const date = () => ({ label: t('column.date'), width: 70 });

function moneyTable({ money, currency, from, to }: StatementDto, isDaily: boolean): SheetTable {
  const moves = isDaily ? moneyByDay(money) : money.movements;
  const amount = (minor: string) => formatMoney(minor, currency);
  return {
    title: t('note.moneyTable'),
    columns: [
      date(),
      { label: t('column.what') },
      { label: t('column.reference'), width: 110 },
      figure(t('column.amount')),
      figure(t('column.balance')),
    ],
    rows: [
      [formatDate(from), t('opening'), '', '', amount(money.openingMinor)],
      ...moves.map((move) => [
        formatDate(move.at),
        [t(`movement.${move.kind}`), ...(move.provider ? [methodText(move.provider)] : [])].join(' · '),
        move.reference,
        amount(move.amountMinor),
        amount(move.balanceMinor),
      ]),
      [formatDate(to), t('closing'), '', '', amount(money.closingMinor)],
    ],
  };
}

function creditsTable({ credits, from, to }: StatementDto, isDaily: boolean): SheetTable {
  const moves = isDaily ? byDay(credits) : credits.movements;
  return {
    title: t('note.creditsTable'),
    columns: [
      date(),
      { label: t('column.what') },
      { label: t('column.reference'), width: 110 },
      figure(t('column.amount')),
      figure(t('column.balance')),
    ],
    rows: [
      [formatDate(from), t('opening'), '', '', formatCredits(credits.openingMicro)],
      ...moves.map((move) => [
        formatDate(move.at),
        [operationText(move.kind), ...(move.service ? [move.service] : [])].join(' · '),
        move.reference ?? '',
        formatCredits(move.amountMicro),
        formatCredits(move.balanceMicro),
      ]),
      [formatDate(to), t('closing'), '', '', formatCredits(credits.closingMicro)],
    ],
  };
}

const operations = [
  ...(['grant', 'deduct', 'hold', 'capture', 'release', 'expire', 'adjust', 'return'] as const),
  ...(['settle', 'transfer', 'claw'] as const),
];

function operationText(kind: string): string {
  const known = operations.find((one) => one === kind);
  return known ? t(`operation.${known}`) : kind;
}

/** One row for each day, kind and service; the balance runs on from row to row. */
function byDay({ openingMicro, movements }: StatementDto['credits']): CreditMovement[] {
  const rows = new Map<string, CreditMovement>();
  for (const move of movements) {
    const key = `${move.at.slice(0, 10)} ${move.kind} ${move.serviceCode}`;
    const amount = BigInt(rows.get(key)?.amountMicro ?? 0) + BigInt(move.amountMicro);
    rows.set(key, { ...move, reference: null, amountMicro: amount.toString() });
  }
  let balance = BigInt(openingMicro);
  return [...rows.values()].map((row) => {
    balance += BigInt(row.amountMicro);
    return { ...row, balanceMicro: balance.toString() };
  });
}

/** One row for each day, kind and provider; the balance runs on from row to row. */
function moneyByDay({ openingMinor, movements }: StatementDto['money']): MoneyMovement[] {
  const rows = new Map<string, MoneyMovement>();
  for (const move of movements) {
    const key = `${move.at.slice(0, 10)} ${move.kind} ${move.provider}`;
    const amount = BigInt(rows.get(key)?.amountMinor ?? 0) + BigInt(move.amountMinor);
    rows.set(key, { ...move, reference: '', amountMinor: amount.toString() });
  }
  let balance = BigInt(openingMinor);
  return [...rows.values()].map((row) => {
    balance += BigInt(row.amountMinor);
    return { ...row, balanceMinor: balance.toString() };
  });
}
