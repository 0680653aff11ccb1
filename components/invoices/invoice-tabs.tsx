import { useTranslations } from 'next-intl';
import { LinkTabs } from '@/components/ui/tabs';
import type { AgeBucket, InvoiceStatus } from '@/lib/domain/invoices/schema';

const states = [undefined, 'open', 'paid', 'void', 'uncollectible'] as const;

interface InvoiceTabsProps {
  base: '/billing/invoices' | '/finance/invoices';
  /** The state that is shown, all of them without one; or the credit notes. */
  current: Exclude<InvoiceStatus, 'draft'> | 'creditNotes' | undefined;
  /** What the tabs keep of the address. */
  filters?: Record<string, string | undefined>;
  /** Finance alone: the age that is shown, in place of a state. */
  age?: AgeBucket;
}

/** Invoices by state, and the credit notes beside them. */
export function InvoiceTabs({ base, current, filters = {}, age }: InvoiceTabsProps) {
  const t = useTranslations('invoices');
  const hrefOf = (path: string, query: Record<string, string | undefined>) => {
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ).toString();
    return `${path}${search && `?${search}`}`;
  };
  const tabs = [
    ...states.map((status) => ({
      href: hrefOf(base, { ...filters, status }),
      label: status ? t(`status.${status}`) : t('tabs.all'),
      current: !age && status === current,
    })),
    ...(age
      ? [{ href: hrefOf(base, { ...filters, age }), label: t(`finance.age.${age}`), current: true }]
      : []),
    {
      href: hrefOf(`${base}/credit-notes`, filters),
      label: t('notes.title'),
      current: current === 'creditNotes',
    },
  ];
  return <LinkTabs label={t('tabs.label')} tabs={tabs} />;
}
