import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { CouponTable } from '@/components/coupons/coupon-table';
import { CouponUses } from '@/components/coupons/coupon-uses';
import { NewCoupon } from '@/components/coupons/new-coupon';
import { LoadingList } from '@/components/frame/loading-view';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { Context } from '@/lib/core/context';
import { getCatalogue } from '@/lib/domain/catalog/manage-queries';
import { listCouponUses, listCoupons } from '@/lib/domain/coupons/queries';
import { CouponCode } from '@/lib/domain/coupons/schema';
import { requireStaff } from '@/lib/web/session';
import { create, remove, setActive, update } from './actions';

const Search = z.object({ code: CouponCode.optional().catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations('admin.coupons'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CouponsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('catalogue:manage');
  const { code } = Search.parse(await searchParams);
  return (
    <Suspense fallback={<LoadingList rows={6} columns={6} />}>
      <Coupons ctx={ctx} code={code} />
    </Suspense>
  );
}

async function Coupons({ ctx, code }: { ctx: Context; code?: string }) {
  const [t, coupons, { pack, tier }, uses] = await Promise.all([
    getTranslations('admin.coupons'),
    listCoupons(ctx),
    getCatalogue(ctx),
    code ? listCouponUses(ctx, { code }) : null,
  ]);
  const isEmpty = coupons.length === 0;
  const named = (items: { code: string; name: string }[]) => items.map(({ code, name }) => ({ code, name }));
  const make = <NewCoupon create={create} packs={named(pack)} tiers={named(tier)} />;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={!isEmpty && make} />
      <Card padded={false}>
        {isEmpty ? (
          <EmptyState picture="table" title={t('empty')} action={make} />
        ) : (
          <CouponTable coupons={coupons} actions={{ update, setActive, remove }} />
        )}
      </Card>
      {code && uses && <CouponUses code={code} uses={uses} />}
    </>
  );
}
