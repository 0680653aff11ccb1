import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';
import { useCredits } from '../use-credits';
import { stepHref } from './wizard-values';

interface ShortOfCreditsProps {
  missing: string;
  cost: string;
  available: string;
  mayBuy: boolean;
}

/** The wallet holds too little: how much is missing, and the way to the packs and back. */
export function ShortOfCredits({ missing, cost, available, mayBuy }: ShortOfCreditsProps) {
  const t = useTranslations('support.wizard');
  const credits = useCredits();
  return (
    <Banner
      tone="warning"
      role="status"
      title={t('short', { missing: credits(missing) })}
      action={mayBuy && <BuyCredits missing={missing} variant="primary" />}
    >
      <p>{t('shortBody', { cost: credits(cost), available: credits(available) })}</p>
      {!mayBuy && <p>{t('askBuyer')}</p>}
    </Banner>
  );
}

interface BuyCreditsProps {
  missing: string;
  variant?: ComponentProps<typeof LinkButton>['variant'];
}

/** The way to the packs, and from there back to the last step. */
export function BuyCredits({ missing, variant }: BuyCreditsProps) {
  const t = useTranslations('support.wizard');
  const credits = useCredits();
  return (
    <LinkButton variant={variant} href={`/credits?returnTo=${encodeURIComponent(stepHref('review'))}`}>
      {t('buy', { missing: credits(missing) })}
    </LinkButton>
  );
}
