'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import type { Country } from '@/lib/domain/billing/schema.countries';
import type { BillingProfileDto } from '@/lib/domain/billing/schema';
import { DetailsForm } from './details-form';

/** What is asked before the first payment: null once it is known. */
export type BuyerQuestion = {
  profile: BillingProfileDto;
  countries: Country[];
  save: Parameters<typeof DetailsForm>[0]['save'];
} | null;

type Props = { question: NonNullable<BuyerQuestion>; trigger: ReactNode };

/** Who the invoice is for: asked once, before anything is paid, so that the price that is shown next has the right tax. */
export function BuyerDialog({ question, trigger }: Props) {
  const t = useTranslations('details.ask');
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen} trigger={trigger} title={t('title')} description={t('text')}>
      <DetailsForm {...question} submit={t('submit')} done={t('done')} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}
