import { useTranslations } from 'next-intl';

const known = ['stripe', 'paymob', 'bank_transfer'] as const;

/** How something was paid, in words where we know the provider. */
export function ProviderName({ provider }: { provider: string }) {
  const t = useTranslations('invoices.provider');
  const code = known.find((one) => one === provider);
  return <>{code ? t(code) : provider}</>;
}
