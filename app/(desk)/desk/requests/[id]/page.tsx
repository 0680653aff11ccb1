import { notFound } from 'next/navigation';
import { cache } from 'react';
import { DeskRequestLive } from '@/components/desk/desk-request-live';
import { QueryProvider } from '@/components/query-provider';
import { can } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { getDeskRequest } from '@/lib/domain/support/desk-queries';
import { RequestInput } from '@/lib/domain/support/schema';
import { requireStaff } from '@/lib/web/session';
import * as actions from '../../actions';

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
  return (
    <QueryProvider>
      <DeskRequestLive
        initial={request}
        readAt={ctx.now.toISOString()}
        me={person.id}
        mayOpenCustomer={can(ctx, 'customers:read')}
        actions={{ ...actions }}
      />
    </QueryProvider>
  );
}
