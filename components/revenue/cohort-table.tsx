import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney, formatMonth, formatNumber, formatPercent } from '@/lib/core/format';
import type { CohortDto } from '@/lib/domain/revenue/schema';

interface CohortTableProps {
  cohorts: CohortDto[];
  currency: string;
  show: 'share' | 'paid';
  hrefOf: (month: string) => string;
}

const BPS = 10_000;
/** Where the tint grows too dark for text of the page's own colour. */
const DEEPEST = 0.45;

/** Months of first payment down, months since across. The text says it all; the tint only helps the eye. */
export function CohortTable({ cohorts, currency, show, hrefOf }: CohortTableProps) {
  const t = useTranslations('finance.cohorts');
  const locale = useLocale();
  if (cohorts.every(({ organisations }) => organisations === 0))
    return (
      <Card>
        <EmptyState picture="table" title={t('empty', { currency })} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('label')}>
        <caption className="text-muted px-4 py-3 text-start text-sm">{t('caption')}</caption>
        <THead>
          <HeaderCell className="bg-surface sticky start-0 z-10">{t('month')}</HeaderCell>
          <HeaderCell numeric>{t('size')}</HeaderCell>
          {cohorts.map(({ month }, n) => (
            <HeaderCell key={month} numeric>
              {t('after', { n })}
            </HeaderCell>
          ))}
        </THead>
        <TBody>
          {cohorts.map((cohort) => (
            <Row key={cohort.month}>
              <Cell heading className="bg-surface sticky start-0 z-10 whitespace-nowrap">
                <TextLink href={hrefOf(cohort.month)}>{formatMonth(cohort.month, locale, 'UTC')}</TextLink>
              </Cell>
              <Cell numeric>{formatNumber(cohort.organisations, locale)}</Cell>
              {cohorts.map(({ month }, n) => {
                const cell = cohort.months[n];
                if (!cell) return <Cell key={month} aria-label={t('notYet')} />;
                if (cohort.organisations === 0)
                  return (
                    <Cell key={month} numeric muted>
                      –
                    </Cell>
                  );
                const tint = Math.round((cell.shareBps / BPS) * DEEPEST * 100);
                return (
                  <Cell
                    key={month}
                    numeric
                    title={t('cell', { active: cell.active, size: cohort.organisations })}
                    style={{
                      backgroundColor: `color-mix(in oklab, var(--color-accent-line) ${tint}%, transparent)`,
                    }}
                  >
                    {show === 'share'
                      ? formatPercent(cell.shareBps / BPS, { digits: 0, locale })
                      : formatMoney(cell.paidMinor, currency, locale)}
                  </Cell>
                );
              })}
            </Row>
          ))}
        </TBody>
      </Table>
    </Card>
  );
}
