import { FileText, ScrollText, UserRoundPen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/link-button';

/** The other pages of Billing. */
export function BillingLinks() {
  const t = useTranslations('billing.links');
  return (
    <>
      <LinkButton href="/billing/invoices">
        <FileText aria-hidden />
        {t('invoices')}
      </LinkButton>
      <LinkButton href="/billing/statement">
        <ScrollText aria-hidden />
        {t('statement')}
      </LinkButton>
      <LinkButton href="/billing/details">
        <UserRoundPen aria-hidden />
        {t('details')}
      </LinkButton>
    </>
  );
}
