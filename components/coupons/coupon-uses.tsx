import { useTranslations } from 'next-intl';
import { UsesCard } from '@/components/codes/uses-card';
import { Time } from '@/components/frame/time';
import { Chip } from '@/components/ui/chip';
import { Cell } from '@/components/ui/table';
import type { CouponUseDto } from '@/lib/domain/coupons/schema';

/** Who used a coupon and for what, the latest first. */
export function CouponUses({ code, uses }: { code: string; uses: CouponUseDto[] }) {
  const t = useTranslations('admin.coupons');
  return (
    <UsesCard
      title={t('usesTitle', { code })}
      close={{ href: '/admin/coupons', label: t('close') }}
      empty={t('usesEmpty')}
      heads={[t('organisation'), t('for'), t('when'), t('state')]}
      rows={uses.map(({ organisationId, organisation, subject, subjectId, at, releasedAt }) => ({
        ...{ key: `${subjectId} ${at}`, organisationId, organisation },
        cells: (
          <>
            <Cell>
              <span className="block">{t(subject === 'purchase' ? 'purchase' : 'subscription')}</span>
              <span className="text-muted font-mono text-xs">{subjectId}</span>
            </Cell>
            <Cell muted>
              <Time at={at} format="datetime" />
            </Cell>
            <Cell>{releasedAt && <Chip>{t('released')}</Chip>}</Cell>
          </>
        ),
      }))}
    />
  );
}
