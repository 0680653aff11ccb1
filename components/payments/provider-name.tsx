import { useTranslations } from 'next-intl';

const KNOWN = ['stripe', 'paymob', 'bank_transfer'] as const;

/** A provider as people call it; one that we do not know, as it calls itself. */
export function ProviderName({ code }: { code: string }) {
  const t = useTranslations('payments.provider.short');
  const known = KNOWN.find((one) => one === code);
  return known ? t(known) : code;
}
