/** Words of messages/en/books.json under `accountName`. */
export type AccountWord = (key: string, values?: Record<string, string>) => string;

const heads = new Set([
  ...['receivable', 'deferred_revenue', 'billed_in_advance', 'revenue', 'breakage', 'refunds', 'disputes'],
  ...['fees', 'exchange', 'customer_balance', 'promotion_cost', 'transfer', 'bad_debt', 'billed_uncollected'],
]);
const providers = new Set(['stripe', 'paymob', 'bank_transfer']);

/** An account as people call it; `taxName` is the rate's, of a tax account. One that nobody named stays as it is. */
export function accountWords(word: AccountWord, account: string, taxName: string | null): string {
  const [head = '', of = ''] = account.split(':');
  if (head === 'cash')
    return word('cash', { provider: providers.has(of) ? word(`provider.${of}`) : of.replaceAll('_', ' ') });
  if (head === 'tax_payable') return taxName ? word('tax', { name: taxName }) : word('taxNone');
  return heads.has(account) ? word(account) : account;
}

/** The same of a cell of a book: what follows a bar is the name of the tax rate. */
export function accountName(word: AccountWord, cell: string): string {
  const [account = '', taxName = null] = cell.split('|');
  return accountWords(word, account, taxName);
}
