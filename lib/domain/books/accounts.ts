/** Where an account stands in the books; a debit raises assets and expenses, a credit the others. */
export type AccountClass = 'assets' | 'liabilities' | 'revenue' | 'expenses' | 'equity';

const classes: Record<string, AccountClass> = {
  cash: 'assets',
  receivable: 'assets',
  disputes: 'assets',
  tax_payable: 'liabilities',
  deferred_revenue: 'liabilities',
  billed_in_advance: 'liabilities',
  customer_balance: 'liabilities',
  transfer: 'liabilities',
  revenue: 'revenue',
  breakage: 'revenue',
  refunds: 'revenue',
  billed_uncollected: 'revenue',
  bad_debt: 'expenses',
  fees: 'expenses',
  promotion_cost: 'expenses',
  exchange: 'equity',
};

const rank: AccountClass[] = ['assets', 'liabilities', 'equity', 'revenue', 'expenses'];

/** `cash:stripe` → `cash`. */
export const headOf = (account: string): string => account.split(':')[0] ?? account;

/** The class of an account; one that nobody named here counts as equity, so that it is seen. */
export const classOf = (account: string): AccountClass => classes[headOf(account)] ?? 'equity';

/** In the order of a balance sheet, then by name. */
export function compareAccounts(one: string, other: string): number {
  const byClass = rank.indexOf(classOf(one)) - rank.indexOf(classOf(other));
  return byClass === 0 ? (one < other ? -1 : one > other ? 1 : 0) : byClass;
}

/** The account under the root that plain-text accounting asks for: `assets:cash:stripe`. */
export function ledgerAccount(account: string): string {
  const root = classOf(account);
  return account === root ? `${root}:${account}` : `${root}:${account.replaceAll(/[^\w:-]/g, '_')}`;
}
