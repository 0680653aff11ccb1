import { currencyDigits, moneyToDecimal } from '@/lib/core/money';
import { type AccountClass, classOf, ledgerAccount } from './accounts';
import type { JournalEntryDto } from './schema';

// The format: https://hledger.org/hledger.html#journal. Tags end at a comma, descriptions at a semicolon or a bar.
const types: Record<AccountClass, string> = {
  assets: 'A',
  liabilities: 'L',
  equity: 'E',
  revenue: 'R',
  expenses: 'X',
};

const tag = (text: string) => text.replaceAll(/[,;\s]+/g, ' ').trim();
const words = (text: string) => text.replaceAll(/[;|\s]+/g, ' ').trim();

const typeOf = (account: string) => (account.startsWith('cash:') ? 'C' : types[classOf(account)]);

/** A commodity without decimals ends in its mark, or it cannot be read. */
const commodity = (currency: string) => {
  const digits = currencyDigits[currency] ?? 2;
  return `commodity 1000.${'0'.repeat(digits)} ${currency}`;
};

const posting = (account: string, minor: bigint, currency: string) =>
  `    ${ledgerAccount(account)}  ${moneyToDecimal(minor, currency)} ${currency}\n`;

/** What stands first: the range, the currencies, and every account that appears. */
export function ledgerHead(
  accounts: { account: string; currency: string }[],
  { from, to, now }: { from: string; to: string; now: Date },
): string {
  const names = [...new Set(accounts.map(({ account }) => account))].toSorted();
  const currencies = [...new Set(accounts.map(({ currency }) => currency))].toSorted();
  return [
    `; Meterdesk journal ${from} to ${to}, exported ${now.toISOString()}`,
    'decimal-mark .',
    ...currencies.map(commodity),
    ...names.map((account) => `account ${ledgerAccount(account)}  ; type: ${typeOf(account)}`),
    'account equity:opening  ; type: E',
    '\n',
  ].join('\n');
}

/** The balances that the range begins with; empty where there are none. */
export function openingEntry(
  balances: { account: string; currency: string; minor: bigint }[],
  from: string,
): string {
  const open = balances.filter(({ minor }) => minor !== 0n);
  if (open.length === 0) return '';
  const sums = new Map<string, bigint>();
  for (const { currency, minor } of open) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  const rest = [...sums].filter(([, minor]) => minor !== 0n);
  return [
    `${from} * opening balances\n`,
    ...open.map(({ account, currency, minor }) => posting(account, minor, currency)),
    ...rest.map(
      ([currency, minor]) => `    equity:opening  ${moneyToDecimal(-minor, currency)} ${currency}\n`,
    ),
    '\n',
  ].join('');
}

/** One entry: day, code, what it was and for whom, tags, and its postings with debits positive. */
export function ledgerEntry(entry: JournalEntryDto): string {
  const tags = [
    `organisation:${tag(entry.organisationId)}`,
    `reference:${tag(entry.reference)}`,
    ...(entry.lateFor ? [`late:${entry.lateFor.slice(0, 10)}`] : []),
  ].join(', ');
  const head = `${entry.postedAt.slice(0, 10)} * (${entry.id}) ${entry.kind} | ${words(entry.organisation)}  ; ${tags}\n`;
  const postings = entry.lines.map(({ account, debitMinor, creditMinor, currency }) =>
    posting(account, debitMinor === null ? -BigInt(creditMinor ?? '0') : BigInt(debitMinor), currency),
  );
  return `${head}${postings.join('')}\n`;
}
