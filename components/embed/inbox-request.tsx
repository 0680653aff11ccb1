'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Markdown } from '@/components/ui/markdown';
import { Skeleton } from '@/components/ui/skeleton';
import type { InboxRequest } from '@/lib/domain/inbox/schema';
import type { InboxClient } from './inbox-client';
import { InboxFailure } from './inbox-failure';
import { InboxPost } from './inbox-post';
import { InboxReply } from './inbox-reply';
import { InboxStatus } from './inbox-status';
import { UNREAD } from './use-unread';

interface InboxRequestViewProps {
  client: InboxClient;
  number: string;
  onBack: () => void;
}

/** One request with its thread, and the place to answer. */
export function InboxRequestView({ client, number, onBack }: InboxRequestViewProps) {
  const t = useTranslations('embed');
  const query = useQuery({
    queryKey: ['request', number],
    queryFn: () => client.request(number),
    refetchInterval: 5_000,
  });
  useSeen(client, query.data);
  return (
    <section className="flex flex-col gap-4">
      <Button variant="ghost" className="-ms-2 self-start" onClick={onBack}>
        <ArrowLeft aria-hidden className="rtl:rotate-180" />
        {t('back')}
      </Button>
      {query.error && <InboxFailure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && (
        <div role="status" aria-label={t('loading')} className="flex flex-col gap-2">
          <Skeleton className="h-7 w-2/3" />
          <Skeleton className="h-24 w-full" />
        </div>
      )}
      {query.data && <Thread client={client} request={query.data} onSent={() => void query.refetch()} />}
    </section>
  );
}

interface ThreadProps {
  client: InboxClient;
  request: InboxRequest;
  onSent: () => void;
}

function Thread({ client, request, onSent }: ThreadProps) {
  const t = useTranslations('embed');
  const opening = {
    ...{ id: request.number, body: request.body, attachments: request.attachments, editedAt: null },
    ...{ author: { name: request.reporter.name, side: 'customer' as const }, isOwn: false },
    ...{ format: 'markdown' as const, createdAt: request.createdAt },
  };
  return (
    <>
      <header className="flex flex-col gap-1">
        <h2 className="text-lg font-semibold [overflow-wrap:anywhere]">
          <bdi>{request.subject}</bdi>
        </h2>
        <p className="text-muted flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <bdi className="font-mono">{request.number}</bdi>
          <InboxStatus status={request.status} />
        </p>
      </header>
      <ol className="flex flex-col gap-3">
        {[opening, ...request.messages].map((message) => (
          <InboxPost key={message.id} client={client} message={message} />
        ))}
      </ol>
      {request.resolution && (
        <Banner tone="positive" title={t('resolution')}>
          <Markdown text={request.resolution} className="pt-1" />
        </Banner>
      )}
      {request.mayReply ? (
        <InboxReply client={client} number={request.number} onSent={onSent} />
      ) : (
        <p className="text-muted text-sm">{t('closedNote')}</p>
      )}
    </>
  );
}

/** What stands on the screen is read: up to the newest message that is shown, and no further. */
function useSeen(client: InboxClient, request: InboxRequest | undefined): void {
  const queries = useQueryClient();
  const last = request && request.unread > 0 ? request.messages.at(-1)?.createdAt : undefined;
  const number = request?.number;
  useEffect(() => {
    if (!last || !number || document.hidden) return;
    // A mark that did not arrive is set at the next look.
    client
      .markRead(number, last)
      .then(() => queries.invalidateQueries({ queryKey: UNREAD }))
      .catch(() => {});
  }, [client, number, last, queries]);
}
