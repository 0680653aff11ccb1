import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDate, formatNumber } from '@/lib/core/format';
import { type RunDto, matchKinds } from '@/lib/domain/reconciliation/schema';
import { RunStatusChip } from './run-status';

interface RunTableProps {
  runs: RunDto[];
  firstHref?: string;
  nextHref?: string;
}

/** The comparisons that were made, the newest first. */
export function RunTable({ runs, firstHref, nextHref }: RunTableProps) {
  const t = useTranslations('books.reconciliation');
  const locale = useLocale();
  return (
    <Card padded={false} className="pb-2">
      <CardHeader className="mb-2 px-4 pt-4" title={t('runs')} />
      {runs.length === 0 ? (
        <EmptyState picture="table" title={t('empty')} />
      ) : (
        <Table label={t('runs')}>
          <THead>
            <HeaderCell>{t('days')}</HeaderCell>
            <HeaderCell>{t('statusHead')}</HeaderCell>
            {matchKinds.map((kind) => (
              <HeaderCell key={kind} numeric className="max-md:hidden">
                {t(`kinds.${kind}`)}
              </HeaderCell>
            ))}
            <HeaderCell className="max-md:hidden">{t('made')}</HeaderCell>
          </THead>
          <TBody>
            {runs.map((run) => (
              <Row key={run.id}>
                <Cell heading className="whitespace-nowrap">
                  <TextLink href={`/finance/reconciliation/${run.id}`}>
                    {t(`provider.${run.provider}`)}
                  </TextLink>
                  <span className="text-muted block font-normal">
                    {formatDate(run.from, locale)} – {formatDate(run.to, locale)}
                  </span>
                </Cell>
                <Cell>
                  <RunStatusChip status={run.status} />
                  {run.status === 'ready' && (
                    <span className="text-muted block text-xs whitespace-nowrap">
                      {t('undecided', { count: run.counts.undecided })}
                    </span>
                  )}
                </Cell>
                {matchKinds.map((kind) => (
                  <Cell key={kind} numeric muted={run.counts[kind] === 0} className="max-md:hidden">
                    {formatNumber(run.counts[kind], locale)}
                  </Cell>
                ))}
                <Cell muted className="max-md:hidden">
                  <Time at={run.createdAt} format="datetime" />
                  {run.createdBy && <span className="block">{run.createdBy}</span>}
                </Cell>
              </Row>
            ))}
          </TBody>
        </Table>
      )}
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}
