import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDecimal } from '@/lib/core/format';
import type { WaivedDto } from '@/lib/domain/enforcement/schema';

type Props = { rows: WaivedDto[]; firstHref?: string; nextHref?: string };

/** Spends that went through although credits were missing. */
export function WaivedTable({ rows, firstHref, nextHref }: Props) {
  const t = useTranslations('admin.settings.waived');
  const locale = useLocale();
  return (
    <Card padded={false} as="section" aria-label={t('title')}>
      <CardHeader className="px-4 pt-4" title={t('title')} description={t('description')} />
      {rows.length === 0 ? (
        <EmptyState picture="table" title={t('empty')} />
      ) : (
        <Table label={t('table')}>
          <THead className="border-t">
            <HeaderCell>{t('customer')}</HeaderCell>
            <HeaderCell>{t('service')}</HeaderCell>
            <HeaderCell>{t('reference')}</HeaderCell>
            <HeaderCell numeric>{t('quantity')}</HeaderCell>
            <HeaderCell numeric>{t('cost')}</HeaderCell>
            <HeaderCell numeric>{t('shortfall')}</HeaderCell>
            <HeaderCell>{t('when')}</HeaderCell>
          </THead>
          <TBody>
            {rows.map((row) => (
              <Row key={row.id}>
                <Cell heading>
                  <TextLink href={`/admin/customers/${row.organisationId}`}>{row.organisation}</TextLink>
                </Cell>
                <Cell muted={!row.service}>{row.service ?? t('noService')}</Cell>
                <Cell muted className="max-w-48 truncate">
                  {row.reference ?? '–'}
                </Cell>
                <Cell numeric>{row.quantity === null ? '–' : formatDecimal(row.quantity, locale)}</Cell>
                <Cell numeric>{formatDecimal(row.cost, locale)}</Cell>
                <Cell numeric>{formatDecimal(row.shortfall, locale)}</Cell>
                <Cell muted>
                  <Time at={row.at} format="datetime" />
                </Cell>
              </Row>
            ))}
          </TBody>
        </Table>
      )}
      {(firstHref ?? nextHref) && <Pagination previousHref={firstHref} nextHref={nextHref} />}
    </Card>
  );
}
