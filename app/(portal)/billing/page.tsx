import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { PurchasesTable } from '@/components/credits/purchases-table';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { Id } from '@/lib/core/ids';
import { listPurchases } from '@/lib/domain/payments/queries';
import { requireMember } from '@/lib/web/session';

const Search = z.object({ before: Id('purchase').optional().catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations('billing'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BillingPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  if (!can(ctx, 'billing:read')) notFound();
  const { before } = Search.parse(await searchParams);
  const [t, page] = await Promise.all([getTranslations('billing'), listPurchases(ctx, { before })]);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <LinkButton variant="primary" href="/credits">
            {t('buy')}
          </LinkButton>
        }
      />
      <Card>
        <PurchasesTable {...page} isFirstPage={!before} />
      </Card>
    </div>
  );
}
