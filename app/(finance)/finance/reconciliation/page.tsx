import { getTranslations } from 'next-intl/server';
import { RunForm } from '@/components/reconciliation/run-form';
import { RunTable } from '@/components/reconciliation/run-table';
import { StatementImport } from '@/components/reconciliation/statement-import';
import { StatementTable } from '@/components/reconciliation/statement-table';
import { Card, CardHeader } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { PageHeader } from '@/components/ui/page-header';
import { isPosition } from '@/lib/core/position';
import { addDays, dayIn } from '@/lib/core/time';
import { listReconciliations, listStatements } from '@/lib/domain/reconciliation/queries';
import { requireStaff } from '@/lib/web/session';
import { startRun } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('books.reconciliation'))('title') };
}

const MONTH_DAYS = 30;

type Props = { searchParams: Promise<Record<string, unknown>> };
const PATH = '/finance/reconciliation';
const place = (value: unknown) => (typeof value === 'string' && isPosition(value) ? value : undefined);

export default async function ReconciliationPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('books:manage');
  const search = await searchParams;
  const [after, older] = [place(search.after), place(search.statements)];
  const [t, words, runs, { statements, mapping, next }] = await Promise.all([
    getTranslations('books.reconciliation'),
    getTranslations('books.subscriptionDifferences'),
    listReconciliations(ctx, after),
    listStatements(ctx, older),
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<LinkButton href={`${PATH}/subscriptions`}>{words('link')}</LinkButton>}
      />
      <Card>
        <CardHeader title={t('startTitle')} />
        <RunForm
          from={dayIn(addDays(ctx.now, -MONTH_DAYS))}
          to={dayIn(addDays(ctx.now, -1))}
          start={startRun}
        />
      </Card>
      <RunTable
        runs={runs.rows}
        firstHref={after && PATH}
        nextHref={runs.next ? `${PATH}?after=${runs.next}` : undefined}
      />
      <Card padded={false} className="pb-2">
        <CardHeader
          className="mb-2 px-4 pt-4"
          title={t('statements')}
          description={t('statementsHint')}
          actions={<StatementImport mapping={mapping} />}
        />
        <StatementTable statements={statements} />
        <Pagination previousHref={older && PATH} nextHref={next ? `${PATH}?statements=${next}` : undefined} />
      </Card>
    </>
  );
}
