import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Chip } from '@/components/ui/chip';
import { Link } from '@/components/ui/link';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatNumber } from '@/lib/core/format';
import type { ErrorGroupSummaryDto } from '@/lib/domain/errors/schema';
import { Sparkline } from './sparkline';

/** Reported errors by group; on a phone each is a card. */
export function ErrorTable({ groups }: { groups: ErrorGroupSummaryDto[] }) {
  const t = useTranslations('support.errors');
  const locale = useLocale();
  return (
    <>
      <ul aria-label={t('table')} className="divide-line divide-y md:hidden">
        {groups.map((group) => (
          <li key={group.id}>
            <ErrorCard group={group} />
          </li>
        ))}
      </ul>
      <Table label={t('table')} frameClassName="max-md:hidden">
        <THead>
          <HeaderCell>{t('error')}</HeaderCell>
          <HeaderCell>{t('app')}</HeaderCell>
          <HeaderCell numeric>{t('count')}</HeaderCell>
          <HeaderCell>{t('days')}</HeaderCell>
          <HeaderCell numeric>{t('lastSeen')}</HeaderCell>
        </THead>
        <TBody>
          {groups.map((group) => (
            <Row key={group.id}>
              <Cell heading className="max-w-96">
                <Link
                  href={`/support/errors/${group.id}`}
                  className="hover:text-accent block truncate rounded-sm"
                >
                  {group.message}
                </Link>
                <Marks group={group} />
              </Cell>
              <Cell muted={!group.app}>{group.app ?? t('noApp')}</Cell>
              <Cell numeric>{formatNumber(group.count, locale)}</Cell>
              <Cell>
                <Sparkline days={group.days} />
              </Cell>
              <Cell numeric muted>
                <Time at={group.lastSeenAt} format="relative" />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
    </>
  );
}

function Marks({ group }: { group: ErrorGroupSummaryDto }) {
  const t = useTranslations('support.errors');
  if (group.requests === 0 && !group.resolvedAt) return null;
  return (
    <span className="mt-1 flex flex-wrap gap-1">
      {group.resolvedAt && <Chip>{t('resolvedChip')}</Chip>}
      {group.requests > 0 && <Chip tone="info">{t('linked', { count: group.requests })}</Chip>}
    </span>
  );
}

function ErrorCard({ group }: { group: ErrorGroupSummaryDto }) {
  const t = useTranslations('support.errors');
  return (
    <Link
      href={`/support/errors/${group.id}`}
      className="hover:bg-hover flex flex-col gap-1.5 px-4 py-3 text-sm"
    >
      <span className="line-clamp-2 font-medium [overflow-wrap:anywhere]">{group.message}</span>
      <Marks group={group} />
      <span className="text-muted flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>{group.app ?? t('noApp')}</span>
        <span className="figures">{t('reported', { count: group.count })}</span>
        <Sparkline days={group.days} />
        <span className="ms-auto">
          <Time at={group.lastSeenAt} format="relative" />
        </span>
      </span>
    </Link>
  );
}
