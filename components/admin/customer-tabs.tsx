import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { Pagination } from '@/components/ui/pagination';
import { LinkTabs } from '@/components/ui/tabs';
import { customerTabs, type CustomerTab } from '@/lib/domain/customers/schema';

interface CustomerTabsProps {
  id: string;
  current: CustomerTab;
  isFirst: boolean;
  next: string | null;
  children: ReactNode;
}

export function CustomerTabs({ id, current, isFirst, next, children }: CustomerTabsProps) {
  const t = useTranslations('admin.customers.tabs');
  const href = (tab: CustomerTab) => `/admin/customers/${id}?tab=${tab}`;
  return (
    <section className="flex flex-col gap-3">
      <LinkTabs
        label={t('label')}
        tabs={customerTabs.map((tab) => ({ href: href(tab), label: t(tab), current: tab === current }))}
      />
      <Card padded={false}>
        {children}
        <Pagination
          previousHref={isFirst ? undefined : href(current)}
          nextHref={next ? `${href(current)}&before=${next}` : undefined}
        />
      </Card>
    </section>
  );
}
