import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatCredits, formatNumber } from '@/lib/core/format';
import type { CustomerRowDto } from '@/lib/domain/customers/schema';

interface CustomerTableProps {
  customers: CustomerRowDto[];
  isFiltered: boolean;
  firstHref?: string;
  nextHref?: string;
}

export function CustomerTable({ customers, isFiltered, firstHref, nextHref }: CustomerTableProps) {
  const t = useTranslations('admin.customers');
  if (customers.length === 0)
    return (
      <Card>
        <EmptyState picture="table" title={t(isFiltered ? 'noMatch' : 'empty')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('title')}>
        <THead>
          <HeaderCell>{t('organisation')}</HeaderCell>
          <HeaderCell>{t('owner')}</HeaderCell>
          <HeaderCell>{t('tier')}</HeaderCell>
          <HeaderCell numeric>{t('balance')}</HeaderCell>
          <HeaderCell numeric>{t('held')}</HeaderCell>
          <HeaderCell numeric>{t('openRequests')}</HeaderCell>
          <HeaderCell>{t('lastActive')}</HeaderCell>
        </THead>
        <TBody>
          {customers.map((customer) => (
            <CustomerRow key={customer.id} customer={customer} />
          ))}
        </TBody>
      </Table>
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}

function CustomerRow({ customer }: { customer: CustomerRowDto }) {
  const t = useTranslations('admin.customers');
  const locale = useLocale();
  const { id, name, owner, customerClass, tier, lastActiveAt } = customer;
  return (
    <Row>
      <Cell heading>
        <span className="flex items-center gap-2">
          <TextLink href={`/admin/customers/${id}`}>{name}</TextLink>
          {customerClass === 'vip' && <Chip tone="accent">{t('class.vip')}</Chip>}
        </span>
      </Cell>
      <Cell>
        {owner ? (
          <>
            <span className="block">{owner.name}</span>
            <span className="text-muted block text-xs">{owner.email}</span>
          </>
        ) : (
          <span className="text-muted">{t('noOwner')}</span>
        )}
      </Cell>
      <Cell muted>{tier ?? t('noTier')}</Cell>
      <Cell numeric>{formatCredits(customer.balanceMicro, locale)}</Cell>
      <Cell numeric muted>
        {formatCredits(customer.heldMicro, locale)}
      </Cell>
      <Cell numeric>{formatNumber(customer.openRequests, locale)}</Cell>
      <Cell muted>{lastActiveAt ? <Time at={lastActiveAt} format="relative" /> : t('neverActive')}</Cell>
    </Row>
  );
}
