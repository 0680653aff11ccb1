import { useTranslations } from 'next-intl';
import { accountWords } from '@/lib/domain/books/schema.accounts';

/** Accounts of the journal as people call them. */
export function useAccountName(): (account: string, taxName: string | null) => string {
  const t = useTranslations('books.accountName');
  return (account, taxName) => accountWords((key, values) => t(key as 'revenue', values), account, taxName);
}
