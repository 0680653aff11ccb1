import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { DocumentDialog } from '@/components/documents/document-dialog';
import { PageCrumbs } from '@/components/frame/shell-context';
import { StatementRange } from '@/components/invoices/statement-range';
import { StatementTables } from '@/components/invoices/statement-tables';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/core/errors';
import { getStatementForFinance } from '@/lib/domain/statements/get-statement';
import { readCursors, readRange } from '@/lib/web/read-range';
import { requireStaff } from '@/lib/web/session';
import { askDocument } from '../../invoices/actions';

export async function generateMetadata() {
  return { title: (await getTranslations('invoices.statement'))('title') };
}

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CustomerStatementPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const { id } = await params;
  const search = await searchParams;
  const { days, isWrong } = readRange(search, ctx.now);
  const cursors = readCursors(search);
  const statement = await getStatementForFinance(ctx, { organisationId: id, ...days, ...cursors }).catch(
    (error: unknown) => {
      if (error instanceof AppError) notFound();
      throw error;
    },
  );
  const t = await getTranslations('invoices');
  const here = `/finance/statements/${id}`;
  const range = new URLSearchParams(days).toString();
  return (
    <>
      <PageCrumbs
        items={[{ label: t('finance.back'), href: '/finance/invoices' }, { label: t('statement.title') }]}
      />
      <PageHeader
        title={t('statement.title')}
        description={statement.organisation}
        actions={
          <>
            <LinkButton href={`${here}/export.csv?${range}`} prefetch={false} download>
              {t('csv')}
            </LinkButton>
            <LinkButton href={`${here}/export.json?${range}`} prefetch={false} download>
              {t('json')}
            </LinkButton>
            <DocumentDialog
              asked={{ kind: 'statement', subject: `${days.from}_${days.to}`, organisationId: id }}
              ask={askDocument}
              door="/api/finance/documents"
            />
          </>
        }
      />
      <StatementRange action={here} days={days} />
      {isWrong && <Banner tone="warning">{t('statement.wrongRange')}</Banner>}
      <StatementTables statement={statement} base={here} cursors={cursors} />
    </>
  );
}
