'use client';

import { useTranslations } from 'next-intl';
import { RadioCards } from '@/components/ui/radio-cards';
import type { ProviderCode } from './types';

interface ProviderChoiceProps {
  /** Those that the organisation can use; the usual one first. */
  providers: ProviderCode[];
  value: ProviderCode;
  onChange: (provider: ProviderCode) => void;
  hideLegend?: boolean;
}

/** How to pay, each with what it means for when the credits come. */
export function ProviderChoice({ providers, value, onChange, hideLegend }: ProviderChoiceProps) {
  const t = useTranslations('payments.provider');
  if (providers.length < 2) return null;
  return (
    <RadioCards
      legend={t('legend')}
      hideLegend={hideLegend}
      name="provider"
      value={value}
      columns={providers.length > 2 ? 3 : 2}
      onChange={(event) => {
        const chosen = providers.find((code) => code === event.target.value);
        if (chosen) onChange(chosen);
      }}
      options={providers.map((code) => ({ value: code, label: t(`name.${code}`), hint: t(`hint.${code}`) }))}
    />
  );
}
