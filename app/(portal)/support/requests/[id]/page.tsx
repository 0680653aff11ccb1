import { notFound } from 'next/navigation';
import { cache } from 'react';
import { QueryProvider } from '@/components/query-provider';
import { RequestLive } from '@/components/support/request-live';
import { AppError } from '@/lib/core/errors';
import { getRequest } from '@/lib/domain/support/queries';
import { readMessageDrafts } from '@/lib/domain/support/read-message-drafts';
import { RequestInput } from '@/lib/domain/support/schema';
import { requireMember } from '@/lib/web/session';
import {
  acceptQuote,
  declineQuote,
  editMessage,
  fund,
  mute,
  pay,
  rate,
  removeUpload,
  reply,
  withdraw,
} from '../../actions';

type Props = { params: Promise<{ id: string }> };

/** An unknown id and another organisation's are the same 404. */
const load = cache(async (requestId: string) => {
  const { ctx } = await requireMember();
  if (!RequestInput.safeParse({ requestId }).success) notFound();
  const request = await getRequest(ctx, { requestId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  return { ctx, request };
});

export async function generateMetadata({ params }: Props) {
  const { request } = await load((await params).id);
  return { title: `${request.number} ${request.subject}` };
}

export default async function RequestPage({ params }: Props) {
  const { ctx, request } = await load((await params).id);
  const drafts = await readMessageDrafts(ctx, { requestId: request.id });
  const money = { fund, pay, acceptQuote, declineQuote };
  const actions = { reply, rate, withdraw, removeUpload, editMessage, mute, ...money };
  return (
    <QueryProvider>
      <RequestLive initial={request} readAt={ctx.now.toISOString()} drafts={drafts} actions={actions} />
    </QueryProvider>
  );
}
