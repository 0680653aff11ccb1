import { useTranslations } from 'next-intl';
import { NothingFound, SearchCount } from '@/components/support/request-search';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { deskHref } from './desk-href';
import { DeskQueue, type DeskQueueProps } from './desk-queue';

interface DeskListProps extends DeskQueueProps {
  q: string | undefined;
  isEmptyDesk: boolean;
  firstHref: string | undefined;
  nextHref: string | undefined;
}

/** A page of the queue or of a search, or the words for an empty one. */
export function DeskList({ q, isEmptyDesk, firstHref, nextHref, ...queue }: DeskListProps) {
  const t = useTranslations('desk.queue');
  return (
    <>
      {q && <SearchCount q={q} count={queue.rows.length} isMore={nextHref !== undefined} />}
      {queue.rows.length > 0 ? (
        <DeskQueue {...queue} />
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
