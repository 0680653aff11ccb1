import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { JobTable } from '@/components/admin/job-table';
import { QueueDepth } from '@/components/admin/queue-depth';
import { LoadingList } from '@/components/frame/loading-view';
import { PageHeader } from '@/components/ui/page-header';
import type { Context } from '@/lib/core/context';
import { getQueue, listFailedJobs } from '@/lib/domain/operations/queries';
import { ListJobsInput } from '@/lib/domain/operations/schema';
import { requireStaff } from '@/lib/web/session';
import { retry } from './actions';

const Search = z.object({ before: ListJobsInput.shape.before.catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations('admin.jobs'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function JobsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('jobs:manage');
  const { before } = Search.parse(await searchParams);
  return (
    <Suspense key={before} fallback={<LoadingList rows={8} columns={5} />}>
      <Jobs ctx={ctx} before={before} />
    </Suspense>
  );
}

async function Jobs({ ctx, before }: { ctx: Context; before?: string }) {
  const [t, queue, { jobs, next }] = await Promise.all([
    getTranslations('admin.jobs'),
    getQueue(ctx),
    listFailedJobs(ctx, { before }),
  ]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <QueueDepth queue={queue} />
      <JobTable
        jobs={jobs}
        retry={retry}
        firstHref={before ? '/admin/jobs' : undefined}
        nextHref={next ? `/admin/jobs?before=${next}` : undefined}
      />
    </>
  );
}
