import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { DocumentDialog } from '@/components/documents/document-dialog';
import { PageCrumbs } from '@/components/frame/shell-context';
import { StatementRange } from '@/components/invoices/statement-range';
import { StatementTables } from '@/components/invoices/statement-tables';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { getStatementForFinance } from '@/lib/domain/statements/get-statement';
import { readRange } from '@/lib/web/read-range';
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
  const { days, isWrong } = readRange(await searchParams, ctx.now);
  const statement = await read(ctx, { organisationId: id, ...days });
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
        description={statement?.organisation}
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
      {statement ? (
        <StatementTables statement={statement} />
      ) : (
        <Banner tone="warning">{t('statement.tooLong')}</Banner>
      )}
    </>
  );
}

/** Null where the range holds too much for a page. */
async function read(ctx: Context, asked: { organisationId: string; from: string; to: string }) {
  try {
    return await getStatementForFinance(ctx, asked);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.reason === 'statementTooLong') return null;
    notFound();
  }
}
