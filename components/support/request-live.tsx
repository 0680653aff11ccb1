'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Markdown } from '@/components/ui/markdown';
import type { MessageDraftsDto, MessageDto, RequestDto } from '@/lib/domain/support/schema.dto';
import { CancelButton } from './cancel-button';
import { Composer, type ReplyAction } from './composer';
import type { ComposerHandle } from './composer-handle';
import { FollowSwitch, type MuteAction } from './follow-switch';
import { LiveNotice } from './live-notice';
import type { MoneyActions } from './money-actions';
import { PayCard } from './pay-card';
import { PromisesCard } from './promises-card';
import { QuoteCard } from './quote-card';
import { RatingCard } from './rating-card';
import type { RateAction } from './rating-form';
import { RequestFacts, RequestPrice } from './request-facts';
import { RequestHeader } from './request-header';
import { StateBanner } from './state-banner';
import { Thread } from './thread';
import type { ThreadTools } from './thread-tools';
import { useRequest } from './use-request';

const BASE = '/api/portal/attachments';

interface RequestLiveProps {
  initial: RequestDto;
  readAt: string;
  drafts: MessageDraftsDto;
  actions: {
    reply: ReplyAction;
    rate: RateAction;
    withdraw: Action<{ requestId: string }, { released: string }>;
    removeUpload: (input: { attachmentId: string }) => Promise<unknown>;
    editMessage: NonNullable<ThreadTools['editMessage']>;
    mute: MuteAction;
  } & MoneyActions;
}

/** A request as its customer follows it, live. */
export function RequestLive({ initial, readAt, drafts, actions }: RequestLiveProps) {
  const t = useTranslations('support.request');
  const query = useRequest({ initial, readAt, address: `/api/portal/support/requests/${initial.id}` });
  const composer = useRef<ComposerHandle>(null);
  const request = query.data;
  const again = () => void query.refetch();
  const tools: ThreadTools | undefined = request.may.reply
    ? { quote: (block) => composer.current?.append(block), editMessage: actions.editMessage, onEdited: again }
    : undefined;
  const isOver = request.status === 'resolved' || request.status === 'closed';
  return (
    <>
      <RequestHeader request={request} side="customer" back={{ href: '/support', label: t('back') }} />
      {query.isError && <LiveNotice at={query.dataUpdatedAt} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <StateBanner request={request} />
          <PayCard request={request} actions={actions} onDone={again} />
          <QuoteCard request={request} actions={actions} onDone={again} />
          <Thread
            items={request.thread}
            opening={openingOf(request)}
            base={BASE}
            readers={request.readers}
            tools={tools}
          />
          {request.resolution && isOver && (
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
              draft={{ address: `/api/portal/drafts/${request.id}`, kind: 'reply', kept: drafts.reply }}
              handle={composer}
            />
          )}
        </div>
        <aside className="flex min-w-0 flex-col gap-6">
          <RequestFacts request={request} side="customer">
            <FollowSwitch request={request} mute={actions.mute} onDone={again} />
            {request.may.cancel && (
              <CancelButton request={request} withdraw={actions.withdraw} onDone={again} />
            )}
          </RequestFacts>
          <PromisesCard request={request} side="customer" />
          <RequestPrice request={request} />
        </aside>
      </div>
    </>
  );
}

/** The description as the first message of the thread: a mail as it was written, all else as Markdown. */
export function openingOf(request: {
  id: string;
  openedBy: MessageDto['author'];
  description: string;
  attachments: MessageDto['attachments'];
  createdAt: string;
  via: RequestDto['via'];
}): MessageDto {
  const { id, openedBy: author, description: body, attachments, createdAt: at, via } = request;
  return {
    ...{ kind: 'message', id, author, mine: false, body, attachments, at, via },
    ...{ format: via === 'email' ? 'text' : 'markdown', quoted: null },
    ...{ editedAt: null, edits: [], editableUntil: null },
  };
}
