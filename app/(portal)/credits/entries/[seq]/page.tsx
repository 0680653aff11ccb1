import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { TraceStory } from '@/components/credits/trace-story';
import { PageCrumbs } from '@/components/frame/shell-context';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/core/errors';
import { traceEntry } from '@/lib/domain/analytics/trace-entry';
import { requireMember } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('credits'))('trace.title') };
}

type Props = { params: Promise<{ seq: string }> };

/** One movement of credits explained: what it was, which credits, where they came from and what became of them. */
export default async function TracePage({ params }: Props) {
  const { ctx } = await requireMember();
  const t = await getTranslations('credits');
  const trace = await traceEntry(ctx, { id: (await params).seq }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6">
      <PageCrumbs items={[{ label: t('trace.entry', { number: trace.entry.id }) }]} />
      <PageHeader
        title={t('trace.title')}
        back={{ href: '/credits?tab=entries', label: t('tabs.entries') }}
      />
      <TraceStory trace={trace} />
    </div>
  );
}
