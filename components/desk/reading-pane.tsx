'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { readJson } from '@/components/read-json';
import { openingOf } from '@/components/support/request-live';
import { StatusChip } from '@/components/support/status-chip';
import { Thread } from '@/components/support/thread';
import { UrgencyLabel } from '@/components/support/urgency-label';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { SkeletonText } from '@/components/ui/skeleton';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';

/** What is chosen in the queue, to read without leaving it; only where there is room. */
export function ReadingPane({ id }: { id: string | null }) {
  const t = useTranslations('desk.pane');
  const { data, isError } = useQuery({
    queryKey: ['desk-request', id],
    queryFn: () => readJson<DeskRequestDto>(`/api/desk/requests/${id}`),
    enabled: id !== null && typeof window !== 'undefined' && window.matchMedia('(min-width: 80rem)').matches,
    placeholderData: keepPreviousData,
  });
  return (
    <aside
      aria-label={t('label')}
      className="bg-surface sticky top-16 max-h-[calc(100dvh-6rem)] overflow-y-auto rounded-lg border p-4 max-xl:hidden"
      tabIndex={0}
    >
      {id === null ? (
        <EmptyState picture="thread" title={t('nothing')} />
      ) : isError ? (
        <EmptyState picture="none" title={t('failed')} />
      ) : data ? (
        <PaneContent request={data} />
      ) : (
        <SkeletonText lines={8} />
      )}
    </aside>
  );
}

function PaneContent({ request }: { request: DeskRequestDto }) {
  const t = useTranslations('desk.pane');
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-base font-semibold">{request.subject}</h2>
          <p className="text-muted text-sm">
            <span className="font-mono">{request.number}</span> · {request.organisation.name}
          </p>
        </div>
        <LinkButton size="sm" href={`/desk/requests/${request.id}`}>
          {t('open')}
        </LinkButton>
      </div>
      <p className="flex items-center gap-3 text-sm">
        <StatusChip status={request.status} side="staff" />
        <UrgencyLabel urgency={request.urgency} />
      </p>
      <Thread
        items={request.thread}
        opening={openingOf(request)}
        base={`/api/desk/requests/${request.id}/attachments`}
      />
    </div>
  );
}
