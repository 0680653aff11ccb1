'use client';

import { useLocale, useTranslations } from 'next-intl';
import { CodeCell } from '@/components/codes/code-cell';
import { stateTone } from '@/components/codes/state-tone';
import { Time } from '@/components/frame/time';
import { Chip } from '@/components/ui/chip';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatNumber } from '@/lib/core/format';
import type { CouponDto } from '@/lib/domain/coupons/schema';
import { CouponActions, type CouponActionsProps } from './coupon-actions';
import { useCouponWords } from './coupon-words';

/** What a phone leaves out. */
const WIDE = 'max-md:hidden';

interface CouponTableProps {
  coupons: CouponDto[];
  actions: Omit<CouponActionsProps, 'coupon'>;
}

export function CouponTable({ coupons, actions }: CouponTableProps) {
  const t = useTranslations('admin.coupons');
  const locale = useLocale();
  const words = useCouponWords();
  return (
    <Table label={t('table')}>
      <THead>
        <HeaderCell>{t('code')}</HeaderCell>
        <HeaderCell>{t('state')}</HeaderCell>
        <HeaderCell>{t('takesOff')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('goodFor')}</HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('uses')}
        </HeaderCell>
        <HeaderCell className={WIDE}>{t('window')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('actions')}</span>
        </HeaderCell>
      </THead>
      <TBody>
        {coupons.map((coupon) => (
          <Row key={coupon.code}>
            <CodeCell {...coupon} />
            <Cell>
              <Chip tone={stateTone[coupon.state]}>{t(`states.${coupon.state}`)}</Chip>
            </Cell>
            <Cell>
              <span className="figures block">{words(coupon)}</span>
              <span className="text-muted">
                {t(`durations.${coupon.duration}`, { months: coupon.months ?? 0 })}
              </span>
            </Cell>
            <Cell className={WIDE}>
              <span className="block">{t(`scopes.${coupon.scope}`)}</span>
              <span className="text-muted font-mono text-xs">{coupon.onlyCodes.join(', ')}</span>
            </Cell>
            <Cell numeric className={WIDE}>
              {coupon.maxUses === null
                ? formatNumber(coupon.uses, locale)
                : t('usesOf', { uses: coupon.uses, max: coupon.maxUses })}
            </Cell>
            <Cell className={WIDE}>
              <Time at={coupon.startsAt} /> –{' '}
              {coupon.endsAt ? <Time at={coupon.endsAt} format="datetime" /> : t('endless')}
            </Cell>
            <Cell>
              <CouponActions coupon={coupon} {...actions} />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
