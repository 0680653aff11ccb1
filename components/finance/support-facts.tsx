import { useLocale, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { TextLink } from '@/components/ui/link-button';
import { Stat } from '@/components/ui/stat';
import { formatNumber } from '@/lib/core/format';
import type { RevenueReport } from '@/lib/domain/revenue/schema';
import { deltaOf } from './delta';

const FACTS = ['requestsFiled', 'reporters', 'requestsResolved', 'ratings'] as const;

/** How many requests, organisations and ratings stand behind the support's targets. */
export function SupportFacts({ report, query }: { report: RevenueReport; query: string }) {
  const t = useTranslations('finance.support');
  const locale = useLocale();
  const { now, former } = report;
  return (
    <Card>
      <CardHeader
        title={t('title')}
        description={t('description')}
        actions={<TextLink href={`/finance/revenue/rows/requests?${query}`}>{t('rows')}</TextLink>}
      />
      <div className="grid grid-cols-2 gap-x-6 gap-y-5 md:grid-cols-4">
        {FACTS.map((fact) => (
          <Stat
            key={fact}
            label={t(fact)}
            value={formatNumber(now[fact], locale)}
            delta={deltaOf(now[fact], former[fact], locale, null)}
          />
        ))}
      </div>
    </Card>
  );
}
