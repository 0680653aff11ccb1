import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { LoadingList } from '@/components/frame/loading-view';
import { NewPromotion } from '@/components/promotions/new-promotion';
import { PromotionTable } from '@/components/promotions/promotion-table';
import { PromotionUses } from '@/components/promotions/promotion-uses';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { Context } from '@/lib/core/context';
import { listPromotionUses, listPromotions } from '@/lib/domain/promotions/queries';
import { PromotionCodeText } from '@/lib/domain/promotions/schema';
import { requireStaff } from '@/lib/web/session';
import { create, setActive } from './actions';

const Search = z.object({ code: PromotionCodeText.optional().catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations('promotions'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PromotionsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('catalogue:manage');
  const { code } = Search.parse(await searchParams);
  return (
    <Suspense fallback={<LoadingList rows={6} columns={6} />}>
      <Promotions ctx={ctx} code={code} />
    </Suspense>
  );
}

async function Promotions({ ctx, code }: { ctx: Context; code?: string }) {
  const [t, promotions, uses] = await Promise.all([
    getTranslations('promotions'),
    listPromotions(ctx),
    code ? listPromotionUses(ctx, { code }) : null,
  ]);
  const isEmpty = promotions.length === 0;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={!isEmpty && <NewPromotion create={create} />}
      />
      <Card padded={false}>
        {isEmpty ? (
          <EmptyState picture="table" title={t('empty')} action={<NewPromotion create={create} />} />
        ) : (
          <PromotionTable promotions={promotions} setActive={setActive} />
        )}
      </Card>
      {code && uses && <PromotionUses code={code} uses={uses} />}
    </>
  );
}
