'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Time } from '@/components/frame/time';
import { QueryProvider } from '@/components/query-provider';
import { readJson } from '@/components/read-json';
import type { OverviewDto } from '@/lib/domain/overview/schema';
import { EntriesCard } from './entries-card';
import { NextStepCard } from './next-step-card';
import { RequestsCard } from './requests-card';
import { UsageCard } from './usage-card';
import { WaitingCard } from './waiting-card';
import { WalletCard } from './wallet-card';

/** The page follows the wallet within five seconds. */
const EVERY_MS = 4_000;

export function OverviewLive(props: { initial: OverviewDto; mayBuy: boolean }) {
  return (
    <QueryProvider>
      <Live {...props} />
    </QueryProvider>
  );
}

function Live({ initial, mayBuy }: { initial: OverviewDto; mayBuy: boolean }) {
  const t = useTranslations('overview');
  const { data, isError } = useQuery({
    queryKey: ['overview'],
    queryFn: () => readJson<OverviewDto>('/api/portal/overview'),
    initialData: initial,
    refetchInterval: EVERY_MS,
  });
  return (
    <div className="flex flex-col gap-4">
      {isError && (
        <Banner tone="warning">
          {t.rich('stale', { date: () => <Time at={data.asOf} format="datetime" /> })}
        </Banner>
      )}
      <div className="grid gap-4 lg:grid-cols-[2fr_1fr_1fr]">
        <WalletCard wallet={data.wallet} allowance={data.allowance} forecast={data.forecast} />
        <WaitingCard waiting={data.waiting} />
        <NextStepCard action={data.nextAction} waiting={data.waiting} mayBuy={mayBuy} />
      </div>
      <UsageCard usage={data.usage} />
      <div className="grid gap-4 lg:grid-cols-2">
        <EntriesCard entries={data.entries} />
        <RequestsCard requests={data.requests} />
      </div>
    </div>
  );
}
