import { useLocale, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { formatNumber } from '@/lib/core/format';
import { CALL_DAYS, CALLS_PER_KEY, MAX_KEYS, RATE_PER_MINUTE } from '@/lib/domain/apps/schema';

/** What the API takes, in numbers. */
export function LimitsCard() {
  const t = useTranslations('developers.limits');
  const locale = useLocale();
  const number = (value: number) => formatNumber(value, locale);
  const items = [
    { term: t('rate'), detail: t('rateText', { rate: number(RATE_PER_MINUTE) }) },
    { term: t('keyHeader'), detail: t('keyHeaderText') },
    { term: t('batch'), detail: t('batchText') },
    { term: t('metadata'), detail: t('metadataText') },
    { term: t('keys'), detail: t('keysText', { max: number(MAX_KEYS) }) },
    { term: t('kept'), detail: t('keptText', { days: CALL_DAYS, calls: number(CALLS_PER_KEY) }) },
  ];
  return (
    <Card>
      <CardHeader title={t('title')} />
      <DescriptionList items={items} />
    </Card>
  );
}
