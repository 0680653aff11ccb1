import { useTranslations } from 'next-intl';
import { UsesCard } from '@/components/codes/uses-card';
import { Time } from '@/components/frame/time';
import { Cell } from '@/components/ui/table';
import type { PromotionUseDto } from '@/lib/domain/promotions/schema';

/** Who redeemed a code, the latest first. */
export function PromotionUses({ code, uses }: { code: string; uses: PromotionUseDto[] }) {
  const t = useTranslations('promotions');
  return (
    <UsesCard
      title={t('usesTitle', { code })}
      close={{ href: '/admin/promotions', label: t('closeUses') }}
      empty={t('noUses')}
      heads={[t('customer'), t('person'), t('when')]}
      rows={uses.map(({ organisationId, organisation, person, at }) => ({
        ...{ key: organisationId, organisationId, organisation },
        cells: (
          <>
            <Cell>{person}</Cell>
            <Cell muted>
              <Time at={at} format="datetime" />
            </Cell>
          </>
        ),
      }))}
    />
  );
}
