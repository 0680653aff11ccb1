import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';

/** Where an organisation has no tier, not even a free one. */
export function NoTierCard() {
  const t = useTranslations('billing.subscription');
  return (
    <Card as="section" aria-label={t('title')}>
      <EmptyState
        picture="cards"
        title={t('none')}
        action={
          <LinkButton variant="primary" href="/billing/tiers">
            {t('act.choose')}
          </LinkButton>
        }
      />
    </Card>
  );
}
