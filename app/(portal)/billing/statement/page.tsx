import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { DocumentDialog } from '@/components/documents/document-dialog';
import { LoadingList } from '@/components/frame/loading-view';
import { StatementRange } from '@/components/invoices/statement-range';
import { StatementTables } from '@/components/invoices/statement-tables';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { type Context, can } from '@/lib/core/context';
import { getStatement } from '@/lib/domain/statements/get-statement';
import type { StatementCursors } from '@/lib/domain/statements/schema';
import { readCursors, readRange } from '@/lib/web/read-range';
import { requireMember } from '@/lib/web/session';
import { askDocument } from '../invoices/actions';

const PATH = '/billing/statement';

export async function generateMetadata() {
  return { title: (await getTranslations('invoices.statement'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function StatementPage({ searchParams }: Props) {
  const { ctx, organisation } = await requireMember();
  if (!can(ctx, 'billing:read')) notFound();
  const search = await searchParams;
  const { days, isWrong } = readRange(search, ctx.now);
  const cursors = readCursors(search);
  const t = await getTranslations('invoices');
  const here = new URLSearchParams(days).toString();
  const subject = `${days.from}_${days.to}`;
  return (
    <>
      <PageHeader
        title={t('statement.title')}
        description={t('statement.description')}
        actions={
          <>
            <LinkButton href={`${PATH}/export.csv?${here}`} prefetch={false} download>
              {t('csv')}
            </LinkButton>
            <LinkButton href={`${PATH}/export.json?${here}`} prefetch={false} download>
              {t('json')}
            </LinkButton>
            <DocumentDialog
              asked={{ kind: 'statement', subject, organisationId: organisation.id }}
              ask={askDocument}
              door="/api/portal/documents"
            />
          </>
        }
      />
      <StatementRange action={PATH} days={days} />
      {isWrong && <Banner tone="warning">{t('statement.wrongRange')}</Banner>}
      <Suspense key={subject} fallback={<LoadingList rows={8} columns={5} />}>
        <Statement ctx={ctx} days={days} cursors={cursors} />
      </Suspense>
    </>
  );
}

type Shown = { ctx: Context; days: { from: string; to: string }; cursors: StatementCursors };

async function Statement({ ctx, days, cursors }: Shown) {
  const statement = await getStatement(ctx, { ...days, ...cursors });
  return <StatementTables statement={statement} base={PATH} cursors={cursors} />;
}
