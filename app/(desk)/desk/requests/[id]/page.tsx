import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ApprovalHistory } from '@/components/approvals/approval-history';
import { DeskRequestLive } from '@/components/desk/desk-request-live';
import { QueryProvider } from '@/components/query-provider';
import { can } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { getErrorOfRequest } from '@/lib/domain/errors/queries';
import { listApprovals } from '@/lib/domain/approvals/queries';
import { getDeskRequest } from '@/lib/domain/desk/queries';
import { readMessageDrafts } from '@/lib/domain/support/read-message-drafts';
import { RequestInput } from '@/lib/domain/support/schema';
import { requireStaff } from '@/lib/web/session';
import * as actions from '../../actions';
import * as askOwner from '../../approval-actions';
import * as money from '../../money-actions';

type Props = { params: Promise<{ id: string }> };

const load = cache(async (requestId: string) => {
  const { ctx, person } = await requireStaff('desk:read');
  if (!RequestInput.safeParse({ requestId }).success) notFound();
  const request = await getDeskRequest(ctx, { requestId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  return { ctx, person, request };
});

export async function generateMetadata({ params }: Props) {
  const { request } = await load((await params).id);
  return { title: `${request.number} ${request.subject}` };
}

export default async function DeskRequestPage({ params }: Props) {
  const { ctx, person, request } = await load((await params).id);
  const { id: requestId } = request;
  const [drafts, approvals, error] = await Promise.all([
    readMessageDrafts(ctx, { requestId }),
    listApprovals(ctx, { requestId }),
    request.error ? getErrorOfRequest(ctx, { requestId }) : null,
  ]);
  return (
    <QueryProvider>
      <DeskRequestLive
        initial={request}
        readAt={ctx.now.toISOString()}
        drafts={drafts}
        me={person.id}
        mayOpenCustomer={can(ctx, 'customers:read')}
        error={error}
        approvals={<ApprovalHistory approvals={approvals} />}
        actions={{ ...actions, ...money, askOwner: { ...askOwner } }}
      />
    </QueryProvider>
  );
}
