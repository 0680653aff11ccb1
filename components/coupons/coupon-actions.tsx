'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import { ActiveButton } from '@/components/codes/active-button';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import { LinkButton } from '@/components/ui/link-button';
import { useToast } from '@/components/ui/toast';
import type { CouponDto, UpdateCouponInput } from '@/lib/domain/coupons/schema';
import { EditCoupon } from './edit-coupon';

export interface CouponActionsProps {
  coupon: CouponDto;
  update: Action<z.input<typeof UpdateCouponInput>, unknown>;
  setActive: Action<{ code: string; active: boolean }, unknown>;
  remove: Action<{ code: string }, unknown>;
}

/** What can be done with a coupon; one that somebody used is stopped, never deleted. */
export function CouponActions({ coupon, update, setActive, remove }: CouponActionsProps) {
  const t = useTranslations('admin.coupons');
  const { code, active, uses } = coupon;
  return (
    <span className="flex justify-end gap-1 max-md:flex-col max-md:items-end">
      <LinkButton
        size="sm"
        variant="ghost"
        href={`/admin/coupons?code=${code}`}
        aria-label={t('showUses', { code })}
      >
        {t('uses')}
      </LinkButton>
      <EditCoupon coupon={coupon} save={update} />
      <ActiveButton {...{ words: 'admin.coupons', code, active, setActive }} />
      {uses === 0 && <Remove code={code} remove={remove} />}
    </span>
  );
}

function Remove({ code, remove }: Pick<CouponActionsProps, 'remove'> & { code: string }) {
  const t = useTranslations('admin.coupons');
  const router = useRouter();
  const toast = useToast();
  const removal = useAction(remove, {
    onSuccess: () => {
      toast({ title: t('deleted', { code }), tone: 'positive' });
      router.refresh();
    },
  });
  const label = t('deleteNamed', { code });
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost" loading={removal.pending} aria-label={label}>
          {t('delete')}
        </Button>
      }
      title={t('deleteTitle', { code })}
      description={t('deleteText')}
      confirmLabel={label}
      onConfirm={() => removal.run({ code })}
    />
  );
}
