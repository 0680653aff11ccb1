'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import { FollowSwitch } from '@/components/support/follow-switch';
import { LiveNotice } from '@/components/support/live-notice';
import { PromisesCard } from '@/components/support/promises-card';
import { RatingShown } from '@/components/support/rating-card';
import { RequestFacts, RequestPrice } from '@/components/support/request-facts';
import { RequestHeader } from '@/components/support/request-header';
import { openingOf } from '@/components/support/request-live';
import { Thread } from '@/components/support/thread';
import { useRequest } from '@/components/support/use-request';
import { Banner } from '@/components/ui/banner';
import { Card, CardHeader } from '@/components/ui/card';
import { Markdown } from '@/components/ui/markdown';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';
import type { RequestErrorDto } from '@/lib/domain/errors/schema';
import type { MessageDraftsDto } from '@/lib/domain/support/schema.dto';
import { CustomerFacts } from './customer-facts';
import type { DeskActions } from './desk-actions';
import { DeskComposer, type DeskComposerHandle } from './desk-composer';
import { DeskQuotes } from './desk-quotes';
import { DeskToolbar } from './desk-toolbar';
import { PresenceNotice } from './presence-notice';
import { QuoteDialog } from './quote-dialog';
import { RequestError } from './request-error';
import { RequestKeys } from './request-keys';
import { UrgencyDialog } from './urgency-dialog';
import { usePresence } from './use-presence';
import { useRefreshed } from './use-refreshed';

interface DeskRequestLiveProps {
  initial: DeskRequestDto;
  readAt: string;
  drafts: MessageDraftsDto;
  me: string;
  mayOpenCustomer: boolean;
  /** The reported error that it is about, as it stood when the page was made. */
  error: RequestErrorDto | null;
  actions: DeskActions;
  /** What owners were asked about it; asked for again when one of them answers. */
  approvals: ReactNode;
}

/** A request as staff work on it, live. */
export function DeskRequestLive(props: DeskRequestLiveProps) {
  const { initial, readAt, drafts, me, mayOpenCustomer, error, actions, approvals } = props;
  const t = useTranslations('desk.request');
  const words = useTranslations('support');
  const promises = useTranslations('promises');
  const query = useRequest({ initial, readAt, address: `/api/desk/requests/${initial.id}` });
  const composer = useRef<DeskComposerHandle>(null);
  const request = query.data;
  const { present, onTyping } = usePresence(initial.id);
  useRefreshed(`${request.approval?.state} ${request.approval?.at}`);
  const again = () => void query.refetch();
  const isOver = request.status === 'closed' || request.status === 'cancelled';
  return (
    <div className="max-w-page mx-auto flex w-full min-w-0 flex-col gap-6">
      <RequestHeader request={request} side="staff" back={{ href: '/desk', label: t('back') }} />
      <div className="flex flex-wrap items-start justify-between gap-2">
        <DeskToolbar request={request} me={me} actions={actions} onDone={again} />
        <RequestKeys />
      </div>
      <PresenceNotice present={present} />
      {query.isError && <LiveNotice at={query.dataUpdatedAt} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-6">
          {request.startRefusal && request.status !== 'in_progress' && (
            <Banner>{promises(`refusal.${request.startRefusal}`)}</Banner>
          )}
          {request.cancelReason && (
            <Banner title={words('request.cancelReason')}>{request.cancelReason}</Banner>
          )}
          <Thread
            items={request.thread}
            opening={openingOf(request)}
            base={`/api/desk/requests/${request.id}/attachments`}
            readers={request.readers}
            tools={{
              quote: (block, kind) => composer.current?.quote(block, kind),
              ...{ editMessage: actions.editMessage, editNote: actions.editNote, onEdited: again },
            }}
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
          <DeskComposer {...{ request, actions, drafts, onTyping }} onSent={again} handle={composer} />
        </div>
        <aside className="flex min-w-0 flex-col gap-6">
          <CustomerFacts request={request} mayOpen={mayOpenCustomer} />
          <RequestFacts request={request} side="staff">
            <FollowSwitch request={request} mute={actions.mute} onDone={again} />
            <UrgencyDialog request={request} change={actions.changeUrgency} onDone={again} />
          </RequestFacts>
          <PromisesCard request={request} side="staff" />
          {approvals}
          {error && <RequestError error={error} />}
          <RequestPrice request={request}>
            <QuoteDialog request={request} propose={actions.proposeQuote} onDone={again} />
          </RequestPrice>
          <DeskQuotes request={request} withdraw={actions.withdrawQuote} onDone={again} />
        </aside>
      </div>
    </div>
  );
}
