'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import type { InboxSummary } from '@/lib/domain/inbox/schema';
import type { InboxClient } from './inbox-client';
import { InboxFailure } from './inbox-failure';
import { InboxStatus } from './inbox-status';

interface InboxListProps {
  client: InboxClient;
  onOpen: (number: string) => void;
  onNew: () => void;
}

/** The reporter's requests, or all of the installation for its admin. */
export function InboxList({ client, onOpen, onNew }: InboxListProps) {
  const t = useTranslations('embed');
  const session = useQuery({ queryKey: ['session'], queryFn: client.session, staleTime: Infinity });
  const list = useInfiniteQuery({
    queryKey: ['list'],
    queryFn: ({ pageParam }) => client.list(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 30_000,
  });
  const isAdmin = session.data?.isAdmin ?? false;
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section aria-labelledby="inbox-list" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="inbox-list" className="text-lg font-semibold">
          {t(isAdmin ? 'all' : 'mine')}
        </h2>
        <Button variant="primary" onClick={onNew}>
          {t('new')}
        </Button>
      </div>
      {list.error && <InboxFailure error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && (
        <div role="status" aria-label={t('loading')} className="flex flex-col gap-2">
          <Skeleton className="h-14 w-full" />
          <Skeleton className="h-14 w-full" />
        </div>
      )}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState picture="table" title={t(isAdmin ? 'emptyAll' : 'empty')}>
          <p className="text-muted text-sm">{t('emptyHint')}</p>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <ul className="bg-surface divide-line flex flex-col divide-y rounded-lg border">
          {rows.map((row) => (
            <InboxRow key={row.number} row={row} withReporter={isAdmin} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button
          loading={list.isFetchingNextPage}
          className="self-start"
          onClick={() => void list.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </section>
  );
}

interface InboxRowProps {
  row: InboxSummary;
  withReporter: boolean;
  onOpen: (number: string) => void;
}

function InboxRow({ row, withReporter, onOpen }: InboxRowProps) {
  const t = useTranslations('embed');
  return (
    <li className="hover:bg-hover relative flex flex-wrap items-center gap-x-3 gap-y-1 p-3">
      <button
        type="button"
        className="min-w-0 text-start font-medium [overflow-wrap:anywhere] after:absolute after:inset-0"
        onClick={() => onOpen(row.number)}
      >
        <bdi>{row.subject}</bdi>
      </button>
      {row.unread > 0 && <Chip tone="accent">{t('unread', { count: row.unread })}</Chip>}
      <span className="ms-auto">
        <InboxStatus status={row.status} />
      </span>
      <p className="text-muted flex w-full flex-wrap gap-x-3 text-sm">
        <bdi className="font-mono">{row.number}</bdi>
        {withReporter && (
          <span>
            {t('filedBy')} <bdi>{row.reporter.name}</bdi>
          </span>
        )}
        <span>
          {t('updated')} <Time at={row.updatedAt} format="relative" />
        </span>
      </p>
    </li>
  );
}
