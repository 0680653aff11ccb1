import { useLocale, useTranslations } from 'next-intl';
import { formatMonth } from '@/lib/core/format';
import type { Grouping, ServiceRow } from '@/lib/domain/service/schema';

/** What a line is called: an expert, a category, or a month in the reader's language. */
export function useRowName(by: Grouping): (row: ServiceRow) => string {
  const t = useTranslations('desk.service');
  const locale = useLocale();
  return ({ key, name }) => (by === 'month' ? formatMonth(key, locale) : name || t('nobody'));
}
