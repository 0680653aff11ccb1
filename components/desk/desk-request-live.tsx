'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { readJson } from '@/components/read-json';
import { LiveNotice } from '@/components/support/live-notice';
import { RatingShown } from '@/components/support/rating-card';
import { RequestFacts, RequestPrice } from '@/components/support/request-facts';
import { RequestHeader } from '@/components/support/request-header';
import { openingOf } from '@/components/support/request-live';
import { Thread } from '@/components/support/thread';
import { Banner } from '@/components/ui/banner';
import { Card, CardHeader } from '@/components/ui/card';
import { Markdown } from '@/components/ui/markdown';
import type { DeskRequestDto } from '@/lib/domain/support/schema.dto';
import { CustomerFacts } from './customer-facts';
import type { DeskActions } from './desk-actions';
import { DeskComposer } from './desk-composer';
import { DeskToolbar } from './desk-toolbar';

interface DeskRequestLiveProps {
  initial: DeskRequestDto;
  readAt: string;
  me: string;
  mayOpenCustomer: boolean;
  actions: DeskActions;
}

/** A request as staff work on it: looked at anew every five seconds. */
export function DeskRequestLive({ initial, readAt, me, mayOpenCustomer, actions }: DeskRequestLiveProps) {
  const t = useTranslations('desk.request');
  const words = useTranslations('support');
  const query = useQuery({
    queryKey: ['desk-request', initial.id],
    queryFn: () => readJson<DeskRequestDto>(`/api/desk/requests/${initial.id}`),
    initialData: initial,
    initialDataUpdatedAt: Date.parse(readAt),
    refetchInterval: 5_000,
  });
  const request = query.data;
  const again = () => void query.refetch();
  const isOver = request.status === 'closed' || request.status === 'cancelled';
  return (
    <div className="max-w-page mx-auto flex w-full min-w-0 flex-col gap-6">
      <RequestHeader request={request} side="staff" back={{ href: '/desk', label: t('back') }} />
      <DeskToolbar request={request} me={me} actions={actions} onDone={again} />
      {query.isError && <LiveNotice at={query.dataUpdatedAt} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-6">
          {request.cancelReason && (
            <Banner title={words('request.cancelReason')}>{request.cancelReason}</Banner>
          )}
          <Thread
            items={request.thread}
            opening={openingOf(request)}
            base={`/api/desk/requests/${request.id}/attachments`}
          />
          {request.resolution && (
            <Banner tone="positive" title={words('request.resolution')}>
              <Markdown text={request.resolution} className="pt-1" />
            </Banner>
          )}
          {request.rating && (
            <Card>
              <CardHeader title={words('rating.legend')} />
              <RatingShown rating={request.rating} />
            </Card>
          )}
          {!request.may.reply && request.expertId && !isOver && <Banner>{t('notYours')}</Banner>}
          <DeskComposer request={request} actions={actions} onSent={again} />
        </div>
        <aside className="flex min-w-0 flex-col gap-6">
          <CustomerFacts request={request} mayOpen={mayOpenCustomer} />
          <RequestFacts request={request} side="staff" />
          <RequestPrice request={request} />
        </aside>
      </div>
    </div>
  );
}
