import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EntryList } from '@/components/credits/entry-list';
import { LotsTable } from '@/components/credits/lots-table';
import { Time } from '@/components/frame/time';
import { StatusChip } from '@/components/support/status-chip';
import { Chip, type Tone } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { CustomerDto, CustomerPurchaseDto, CustomerRequestDto } from '@/lib/domain/customers/schema';
import type { EntryDto, LotDto } from '@/lib/domain/wallet/schema';

const PAID: Record<string, Tone> = {
  paid: 'positive',
  pending: 'info',
  failed: 'critical',
  expired: 'warning',
};

/** What a phone leaves out. */
const WIDE = 'max-md:hidden';

/** A table with its heads, or the sentence that stands in its place. */
function Listing(props: {
  label: string;
  empty: string;
  heads: ReactNode;
  count: number;
  children: ReactNode;
}) {
  if (props.count === 0) return <EmptyState picture="table" title={props.empty} />;
  return (
    <Table label={props.label}>
      <THead>{props.heads}</THead>
      <TBody>{props.children}</TBody>
    </Table>
  );
}

export function WalletTables({ lots }: { lots: LotDto[] }) {
  const t = useTranslations('admin.customers');
  return lots.length === 0 ? <EmptyState picture="table" title={t('noLots')} /> : <LotsTable lots={lots} />;
}

export function EntryTable({ entries }: { entries: EntryDto[] }) {
  const t = useTranslations('credits.entries');
  const a = useTranslations('admin.customers');
  if (entries.length === 0) return <EmptyState picture="table" title={a('noEntries')} />;
  return <EntryList entries={entries} label={t('caption')} />;
}

export function PurchaseTable({ purchases }: { purchases: CustomerPurchaseDto[] }) {
  const t = useTranslations('admin.customers');
  const locale = useLocale();
  const heads = (
    <>
      <HeaderCell>{t('pack')}</HeaderCell>
      <HeaderCell numeric className={WIDE}>
        {t('creditsHead')}
      </HeaderCell>
      <HeaderCell numeric>{t('total')}</HeaderCell>
      <HeaderCell>{t('state')}</HeaderCell>
      <HeaderCell className={WIDE}>{t('buyer')}</HeaderCell>
      <HeaderCell className={WIDE}>{t('when')}</HeaderCell>
    </>
  );
  return (
    <Listing label={t('tabs.purchases')} empty={t('noPurchases')} heads={heads} count={purchases.length}>
      {purchases.map((purchase) => (
        <Row key={purchase.id}>
          <Cell heading>
            <span className="block">{purchase.packName}</span>
            <span className="text-muted font-mono text-xs [overflow-wrap:anywhere] max-md:hidden">
              {purchase.id}
            </span>
            <span className="text-muted text-xs font-normal md:hidden">
              <Time at={purchase.paidAt ?? purchase.createdAt} />
            </span>
          </Cell>
          <Cell numeric className={WIDE}>
            {formatDecimal(purchase.credits, locale)}
          </Cell>
          <Cell numeric>{formatMoney(purchase.totalMinor, purchase.currency, locale)}</Cell>
          <Cell>
            <Chip tone={PAID[purchase.status] ?? 'neutral'}>
              {t(`purchaseState.${purchase.status as 'paid'}`)}
            </Chip>
          </Cell>
          <Cell muted className={WIDE}>
            {purchase.buyer ?? t(`byItself.${purchase.origin}`)}
          </Cell>
          <Cell muted className={WIDE}>
            <Time at={purchase.paidAt ?? purchase.createdAt} format="datetime" />
          </Cell>
        </Row>
      ))}
    </Listing>
  );
}

export function RequestTable({ requests }: { requests: CustomerRequestDto[] }) {
  const t = useTranslations('admin.customers');
  const locale = useLocale();
  const heads = (
    <>
      <HeaderCell>{t('request')}</HeaderCell>
      <HeaderCell>{t('state')}</HeaderCell>
      <HeaderCell className={WIDE}>{t('expert')}</HeaderCell>
      <HeaderCell numeric>{t('creditsHead')}</HeaderCell>
      <HeaderCell className={WIDE}>{t('when')}</HeaderCell>
    </>
  );
  return (
    <Listing label={t('tabs.requests')} empty={t('noRequests')} heads={heads} count={requests.length}>
      {requests.map((request) => (
        <Row key={request.id}>
          <Cell heading>
            <span className="block">{request.subject}</span>
            <span className="text-muted font-mono text-xs">{request.number}</span>
          </Cell>
          <Cell>
            <StatusChip status={request.status} side="staff" />
          </Cell>
          <Cell muted className={WIDE}>
            {request.expert ?? t('noExpert')}
          </Cell>
          <Cell numeric>{formatDecimal(request.price, locale)}</Cell>
          <Cell muted className={WIDE}>
            <Time at={request.createdAt} format="datetime" />
          </Cell>
        </Row>
      ))}
    </Listing>
  );
}

export function MemberTable({ members }: { members: CustomerDto['members'] }) {
  const t = useTranslations('admin.customers');
  const role = useTranslations('common.role');
  const heads = (
    <>
      <HeaderCell>{t('member')}</HeaderCell>
      <HeaderCell>{t('role')}</HeaderCell>
      <HeaderCell>{t('lastSeen')}</HeaderCell>
    </>
  );
  return (
    <Listing label={t('tabs.members')} empty={t('noMembers')} heads={heads} count={members.length}>
      {members.map((member) => (
        <Row key={member.id}>
          <Cell heading>
            <span className="block">{member.name}</span>
            <span className="text-muted text-xs">{member.email}</span>
          </Cell>
          <Cell>{role(member.role as 'owner')}</Cell>
          <Cell muted>
            {member.lastSeenAt ? <Time at={member.lastSeenAt} format="relative" /> : t('neverActive')}
          </Cell>
        </Row>
      ))}
    </Listing>
  );
}
