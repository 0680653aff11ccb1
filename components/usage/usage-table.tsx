import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatDate, formatDecimal, formatNumber, formatPercent } from '@/lib/core/format';
import type { AnalyticsDto, UsageGroup } from '@/lib/domain/analytics/schema';
import { type UsageSearch, usageHref } from '@/lib/domain/analytics/schema.usage';
import { changeOf } from './usage-change';
import { groupsOf, useGroupName } from './usage-names';

/** What a phone leaves out: the exports have it. */
const WIDE = 'max-sm:hidden';

type Props = { analytics: AnalyticsDto; search: UsageSearch };

/** The groups of the chart as rows, days newest first. A group's name filters by it; a day's shows that day. */
export function UsageTable({ analytics, search }: Props) {
  const t = useTranslations('usage');
  const { groupBy, former } = analytics;
  const all = groupsOf(analytics);
  const rows = groupBy === 'day' ? all.toReversed() : all;
  return (
    <Card as="section" padded={false} aria-labelledby="table-title">
      <CardHeader id="table-title" title={t('table.title')} className="px-4 pt-4" />
      {rows.length === 0 ? (
        <EmptyState picture="table" title={t('chart.empty')} />
      ) : (
        <Table label={t('table.caption', { group: groupBy })} frameClassName="max-h-144 overflow-y-auto">
          <THead className="bg-surface sticky top-0">
            <HeaderCell>{t(`table.head.${groupBy}`)}</HeaderCell>
            <HeaderCell numeric>{t('table.credits')}</HeaderCell>
            <HeaderCell numeric className={WIDE}>
              {t('table.share')}
            </HeaderCell>
            <HeaderCell numeric className={WIDE}>
              {t('table.count')}
            </HeaderCell>
            {former && (
              <>
                <HeaderCell numeric className={WIDE}>
                  {t('table.former')}
                </HeaderCell>
                <HeaderCell numeric>{t('table.change')}</HeaderCell>
              </>
            )}
          </THead>
          <TBody>
            {rows.map((row) => (
              <GroupRow key={row.key ?? ''} row={row} analytics={analytics} search={search} />
            ))}
            <Figures
              heading={t('table.total')}
              row={{ ...analytics.total, former: former && { credits: former.credits, count: former.count } }}
              analytics={analytics}
            />
          </TBody>
        </Table>
      )}
    </Card>
  );
}

function GroupRow({ row, analytics, search }: Props & { row: UsageGroup }) {
  const locale = useLocale();
  const nameOf = useGroupName();
  const { groupBy } = analytics;
  const name = groupBy === 'day' ? formatDate(row.key ?? '', locale) : nameOf(groupBy, row);
  const href = hrefOf(search, analytics, row.key);
  return (
    <Figures
      heading={href ? <TextLink href={href}>{name}</TextLink> : name}
      row={row}
      analytics={analytics}
    />
  );
}

/** Where a row leads: the same page for that group alone, split by what is left to split by. */
function hrefOf(search: UsageSearch, { groupBy }: AnalyticsDto, key: string | null): string | null {
  if (groupBy === 'day')
    return key
      ? usageHref({
          ...search,
          groupBy: 'service',
          range: { preset: 'custom', from: key, to: key, days: 1 },
        })
      : null;
  if (groupBy === 'service') return key ? usageHref({ ...search, service: key, groupBy: 'member' }) : null;
  return usageHref({ ...search, [groupBy]: key ?? 'none', groupBy: 'service' });
}

type FiguresProps = {
  heading: ReactNode;
  row: Pick<UsageGroup, 'credits' | 'count' | 'former'>;
  analytics: AnalyticsDto;
};

function Figures({ heading, row, analytics }: FiguresProps) {
  const locale = useLocale();
  const whole = Number(analytics.total.credits);
  return (
    <Row>
      <Cell heading className="whitespace-nowrap">
        {heading}
      </Cell>
      <Cell numeric>{formatDecimal(row.credits, locale)}</Cell>
      <Cell numeric muted className={WIDE}>
        {whole > 0 && formatPercent(Number(row.credits) / whole, { locale })}
      </Cell>
      <Cell numeric muted className={WIDE}>
        {formatNumber(row.count, locale)}
      </Cell>
      {row.former && (
        <>
          <Cell numeric muted className={WIDE}>
            {formatDecimal(row.former.credits, locale)}
          </Cell>
          <Cell numeric muted>
            <Change now={row.credits} before={row.former.credits} />
          </Cell>
        </>
      )}
    </Row>
  );
}

function Change({ now, before }: { now: string; before: string }) {
  const t = useTranslations('usage.table');
  const locale = useLocale();
  if (now === before) return t('same');
  if (now === '0') return t('stopped');
  const change = changeOf(now, before);
  if (!change) return t('new');
  const percent = formatPercent(Math.abs(change.share), { locale, digits: change.isMany ? 0 : 1 });
  return t(change.share > 0 ? 'more' : 'less', { percent });
}
