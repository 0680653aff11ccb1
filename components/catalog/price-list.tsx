import { useLocale, useTranslations } from 'next-intl';
import { SearchForm } from '@/components/admin/search-form';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDecimal, formatNumber } from '@/lib/core/format';
import type { ServicePriceRow } from '@/lib/domain/catalog/schema';

interface PriceListProps {
  groups: [name: string, services: ServicePriceRow[]][];
  q: string;
  isLong: boolean;
}

/** What each service costs, a table for each group. */
export function PriceList({ groups, q, isLong }: PriceListProps) {
  const t = useTranslations('prices');
  return (
    <div className="flex flex-col gap-4">
      {(isLong || q) && <SearchForm action="/credits/prices" label={t('search')} q={q} />}
      {groups.length === 0 && (
        <Card>
          <EmptyState
            picture="table"
            title={t('noMatch', { q })}
            action={<LinkButton href="/credits/prices">{t('showAll')}</LinkButton>}
          />
        </Card>
      )}
      {groups.map(([group, rows]) => (
        <Card key={group} padded={false} as="section" aria-label={group}>
          <CardHeader className="px-4 pt-4" title={group} />
          <Table label={t('tableLabel', { group })} className="table-fixed">
            <THead>
              <HeaderCell>{t('service')}</HeaderCell>
              <HeaderCell>{t('price')}</HeaderCell>
              <HeaderCell className="w-32 max-sm:hidden">{t('since')}</HeaderCell>
            </THead>
            <TBody>
              {rows.map((service) => (
                <PriceRow key={service.code} service={service} />
              ))}
            </TBody>
          </Table>
        </Card>
      ))}
    </div>
  );
}

function PriceRow({ service }: { service: ServicePriceRow }) {
  return (
    <Row>
      <Cell heading className="[overflow-wrap:anywhere]">
        <span className="block">{service.name}</span>
        <span className="text-muted font-mono text-xs font-normal">{service.code}</span>
      </Cell>
      <Cell className="figures">
        <PriceWords service={service} />
      </Cell>
      <Cell muted className="max-sm:hidden">
        <Time at={service.since} />
      </Cell>
    </Row>
  );
}

/** «20 credits per 100 leads». */
function PriceWords({ service }: { service: ServicePriceRow }) {
  const t = useTranslations('prices');
  const locale = useLocale();
  const { price, perUnits, unit, units } = service;
  const amount = t('amount', { amount: formatDecimal(price, locale), count: Number(price) });
  return perUnits === 1
    ? t('perOne', { amount, unit })
    : t('perMany', { amount, count: formatNumber(perUnits, locale), units });
}
