import { useTranslations } from 'next-intl';
import type { AskActions } from '@/components/approvals/ask-actions';
import { NothingFound, SearchCount } from '@/components/support/request-search';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import type { DeskSort } from '@/lib/domain/desk/schema';
import type { DeskRowDto } from '@/lib/domain/desk/schema.dto';
import type { BulkAction } from './bulk-change';
import { deskHref } from './desk-href';
import { DeskQueue } from './desk-queue';

interface DeskListProps {
  rows: DeskRowDto[];
  sort: DeskSort;
  q: string | undefined;
  isEmptyDesk: boolean;
  mayAssign: boolean;
  bulk: BulkAction;
  askOwner: AskActions;
  firstHref: string | undefined;
  nextHref: string | undefined;
}

/** A page of the queue or of a search, or the words for an empty one. */
export function DeskList({
  rows,
  sort,
  q,
  isEmptyDesk,
  mayAssign,
  bulk,
  askOwner,
  firstHref,
  nextHref,
}: DeskListProps) {
  const t = useTranslations('desk.queue');
  return (
    <>
      {q && <SearchCount q={q} count={rows.length} isMore={nextHref !== undefined} />}
      {rows.length > 0 ? (
        <DeskQueue rows={rows} sort={sort} mayAssign={mayAssign} bulk={bulk} askOwner={askOwner} />
      ) : (
        <Card>
          {isEmptyDesk ? (
            <EmptyState picture="table" title={t('empty')} />
          ) : q ? (
            <NothingFound />
          ) : (
            <EmptyState
              picture="table"
              title={t('emptyView')}
              action={<LinkButton href={deskHref({ view: 'all' })}>{t('clear')}</LinkButton>}
            />
          )}
        </Card>
      )}
      {(firstHref ?? nextHref) && (
        <Pagination
          summary={
            firstHref && (
              <LinkButton size="sm" href={firstHref}>
                {t('firstPage')}
              </LinkButton>
            )
          }
          nextHref={nextHref}
        />
      )}
    </>
  );
}
