import { getLocale, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { Ties } from '@/components/books/ties';
import { ItemTable } from '@/components/reconciliation/item-table';
import { AgainButton } from '@/components/reconciliation/again-button';
import { RunStatusChip } from '@/components/reconciliation/run-status';
import { RunWaiting } from '@/components/reconciliation/run-waiting';
import { PageCrumbs } from '@/components/frame/shell-context';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { LinkTabs } from '@/components/ui/tabs';
import { AppError } from '@/lib/core/errors';
import { formatDate } from '@/lib/core/format';
import { getReconciliation } from '@/lib/domain/reconciliation/queries';
import { matchKinds } from '@/lib/domain/reconciliation/schema';
import { requireStaff } from '@/lib/web/session';
import { bring, decide, record, startRun } from '../actions';
import { readItemSearch } from './read-search';

export async function generateMetadata() {
  return { title: (await getTranslations('books.reconciliation'))('title') };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, unknown>> };

export default async function ReconciliationRunPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff('books:manage');
  const { id } = await params;
  const asked = readItemSearch(await searchParams);
  const found = await getReconciliation(ctx, id, asked).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  const { run, kind, next, items } = found;
  const [t, errors, locale] = await Promise.all([
    getTranslations('books.reconciliation'),
    getTranslations('errors'),
    getLocale(),
  ]);
  const days = `${formatDate(run.from, locale)} – ${formatDate(run.to, locale)}`;
  const path = `/finance/reconciliation/${run.id}`;
  const kindHref = `${path}?kind=${kind}`;
  const isWaiting = run.status === 'queued' || run.status === 'running';
  return (
    <>
      <PageCrumbs items={[{ label: days }]} />
      <PageHeader
        title={`${t(`provider.${run.provider}`)}: ${days}`}
        description={isWaiting ? undefined : t('undecided', { count: run.counts.undecided })}
        status={<RunStatusChip status={run.status} />}
        back={{ href: '/finance/reconciliation', label: t('title') }}
        actions={
          <>
            <AgainButton provider={run.provider} from={run.from} to={run.to} start={startRun} />
            <LinkButton href={`${path}/export.csv`} prefetch={false} download>
              {t('export')}
            </LinkButton>
          </>
        }
      />
      {isWaiting && <RunWaiting />}
      {run.status === 'failed' && (
        <Banner tone="critical" role="status">
          {t('failure', {
            failure: errors.has(run.failure as 'generic') ? errors(run.failure as 'generic') : '',
          })}
        </Banner>
      )}
      {run.status === 'ready' && (
        <>
          {run.ties.length > 0 && (
            <section aria-label={t('held')} className="flex flex-col gap-2">
              <Ties ties={run.ties} />
            </section>
          )}
          <LinkTabs
            label={t('kindLabel')}
            tabs={matchKinds.map((one) => ({
              href: `${path}?kind=${one}`,
              label: t(`kinds.${one}`),
              count: run.counts[one],
              current: one === kind,
            }))}
          />
          <p className="text-muted text-sm">{t(`kindHint.${kind}`)}</p>
          <ItemTable
            runId={run.id}
            provider={run.provider}
            kind={kind}
            items={items}
            acts={{ decide, bring, record }}
          />
          <Pagination
            previousHref={asked.after === undefined ? undefined : kindHref}
            nextHref={next === null ? undefined : `${kindHref}&after=${next}`}
          />
        </>
      )}
    </>
  );
}
