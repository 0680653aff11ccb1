import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import type { MonthCheckDto } from '@/lib/domain/books/schema';

/** What has to hold before a month is locked; what differs is said line by line. */
export function MonthChecks({ checks, isKept }: { checks: MonthCheckDto[]; isKept: boolean }) {
  const t = useTranslations('books.periods');
  return (
    <Card>
      <CardHeader title={t('checks')} description={t(isKept ? 'checksKept' : 'checksHint')} />
      <ul className="divide-line flex flex-col divide-y">
        {checks.map(({ check, looked, differences }) => (
          <li key={check} className="flex flex-col gap-1 py-2 text-sm">
            <span className="flex flex-wrap items-center justify-between gap-2">
              <span>{t(`check.${check}`)}</span>
              <Chip tone={differences.length === 0 ? 'positive' : 'critical'}>
                {t(differences.length === 0 ? 'ok' : 'fails')}
              </Chip>
            </span>
            {differences.length > 0 ? (
              <ul className="text-critical font-mono [overflow-wrap:anywhere]">
                {differences.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ) : (
              check !== 'earlier' && <span className="text-muted">{t('looked', { count: looked })}</span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
