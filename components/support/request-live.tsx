'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { readJson } from '@/components/read-json';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Markdown } from '@/components/ui/markdown';
import type { MessageDto, RequestDto } from '@/lib/domain/support/schema.dto';
import { CancelButton } from './cancel-button';
import { Composer, type ReplyAction } from './composer';
import { LiveNotice } from './live-notice';
import { RatingCard } from './rating-card';
import type { RateAction } from './rating-form';
import { RequestFacts, RequestPrice } from './request-facts';
import { RequestHeader } from './request-header';
import { StateBanner } from './state-banner';
import { Thread } from './thread';

const BASE = '/api/portal/attachments';

interface RequestLiveProps {
  initial: RequestDto;
  readAt: string;
  actions: {
    reply: ReplyAction;
    rate: RateAction;
    withdraw: Action<{ requestId: string }, { released: string }>;
    removeUpload: (input: { attachmentId: string }) => Promise<unknown>;
  };
}

/** A request as its customer follows it: looked at anew every five seconds. */
export function RequestLive({ initial, readAt, actions }: RequestLiveProps) {
  const t = useTranslations('support.request');
  const query = useQuery({
    queryKey: ['request', initial.id],
    queryFn: () => readJson<RequestDto>(`/api/portal/support/requests/${initial.id}`),
    initialData: initial,
    initialDataUpdatedAt: Date.parse(readAt),
    refetchInterval: 5_000,
  });
  const request = query.data;
  const again = () => void query.refetch();
  return (
    <>
      <RequestHeader request={request} side="customer" back={{ href: '/support', label: t('back') }} />
      {query.isError && <LiveNotice at={query.dataUpdatedAt} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <StateBanner request={request} />
          <Thread items={request.thread} opening={openingOf(request)} base={BASE} />
          {request.resolution && (
            <Banner tone="positive" title={t('resolution')}>
              <Markdown text={request.resolution} className="pt-1" />
            </Banner>
          )}
          <RatingCard request={request} rate={actions.rate} onRated={again} />
          {request.may.reply && (
            <Composer
              requestId={request.id}
              reply={actions.reply}
              removeUpload={actions.removeUpload}
              onSent={again}
              isSticky={request.status !== 'resolved'}
            />
          )}
        </div>
        <aside className="flex min-w-0 flex-col gap-6">
          <RequestFacts request={request} side="customer">
            {request.may.cancel && (
              <CancelButton request={request} withdraw={actions.withdraw} onDone={again} />
            )}
          </RequestFacts>
          <RequestPrice request={request} />
        </aside>
      </div>
    </>
  );
}

/** The description as the first message of the thread. */
export function openingOf(request: {
  id: string;
  openedBy: MessageDto['author'];
  description: string;
  attachments: MessageDto['attachments'];
  createdAt: string;
}): MessageDto {
  const { id, openedBy: author, description: body, attachments, createdAt: at } = request;
  return { kind: 'message', id, author, mine: false, body, attachments, at };
}
