import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';
import type { InvoiceRow } from '@/lib/domain/invoices/schema';

const TONE: Record<InvoiceRow['status'], Tone> = {
  open: 'info',
  paid: 'positive',
  void: 'neutral',
  uncollectible: 'critical',
};

/** Where an invoice stands; one that is overdue says for how long. */
export function InvoiceChip({ invoice }: { invoice: Pick<InvoiceRow, 'status' | 'overdueDays'> }) {
  const t = useTranslations('invoices');
  if (invoice.overdueDays > 0)
    return <Chip tone="warning">{t('overdue', { days: invoice.overdueDays })}</Chip>;
  return <Chip tone={TONE[invoice.status]}>{t(`status.${invoice.status}`)}</Chip>;
}
