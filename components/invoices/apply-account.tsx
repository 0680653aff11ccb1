'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import { useHydrated } from '@/components/ui/use-hydrated';
import { formatMoney } from '@/lib/core/format';
import type { ApplyAccountInput, FinanceInvoiceDto } from '@/lib/domain/invoices/schema';

export type ApplyAccount = Action<z.input<typeof ApplyAccountInput>, { appliedMinor: string }>;

/** Pays an invoice from what the customer has on account. */
export function ApplyAccountDialog({ invoice, apply }: { invoice: FinanceInvoiceDto; apply: ApplyAccount }) {
  const t = useTranslations('invoices.finance');
  const locale = useLocale();
  const hydrated = useHydrated();
  const router = useRouter();
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const money = (minor: string) => formatMoney(minor, invoice.currency, locale);
  const { run, pending, failure } = useAction(apply, {
    quiet: true,
    onSuccess: ({ appliedMinor }) => {
      setOpen(false);
      toast({ title: t('applied', { amount: money(appliedMinor) }), tone: 'positive' });
      router.refresh();
    },
  });
  const { organisationId, id: invoiceId, applicableMinor, number } = invoice;
  // Nothing is due of one that was written off until it is paid.
  const dueMinor = (BigInt(invoice.totalMinor) - BigInt(invoice.paidMinor)).toString();
  const values = { amount: money(applicableMinor), due: money(dueMinor) };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button disabled={!hydrated} variant="primary">
          {t('apply')}
        </Button>
      }
      title={t('applyTitle', { number })}
      description={t(applicableMinor === dueMinor ? 'applyWhole' : 'applyPart', values)}
    >
      {failure && (
        <Banner tone="critical" role="alert" className="mb-4">
          {failure.message}
        </Banner>
      )}
      <Button variant="primary" loading={pending} onClick={() => run({ organisationId, invoiceId })}>
        {t('applyNow', values)}
      </Button>
    </Dialog>
  );
}
