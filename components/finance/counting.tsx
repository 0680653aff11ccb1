import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';

const TERMS = [
  ...(['range', 'packRevenue', 'mrr', 'movements', 'churn', 'ltv', 'revenue', 'arpu'] as const),
  ...(['buyers', 'purchaseRate', 'credits', 'cohorts'] as const),
  ...(['utilisation', 'deferred', 'resolution', 'satisfaction', 'currency'] as const),
];

/** What each figure counts, in words that finance and support can agree on. */
export function Counting() {
  const t = useTranslations('finance.counting');
  return (
    <Card>
      <details>
        <summary className="cursor-pointer rounded-sm text-base font-semibold">{t('title')}</summary>
        <dl className="mt-4 grid gap-x-8 gap-y-4 text-sm md:grid-cols-2">
          {TERMS.map((term) => (
            <div key={term} className="flex flex-col gap-0.5">
              <dt className="font-medium">{t(`${term}.term`)}</dt>
              <dd className="text-muted prose-width">{t(`${term}.text`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
  );
}
