'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { useAction } from '@/components/ui/form';
import { Pagination } from '@/components/ui/pagination';
import { HeaderCell, Table, TBody, THead } from '@/components/ui/table';
import { useToast } from '@/components/ui/toast';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { DeliveryDto } from '@/lib/domain/notifications/schema';
import { DeliveryRow } from './delivery-row';

interface DeliveryTableProps {
  tab: 'dead' | 'waiting' | 'sent';
  rows: DeliveryDto[];
  again: Action<{ ids: string[] }, { queued: number }>;
  firstHref?: string;
  nextHref?: string;
}

/** Deliveries of one kind. What is dead can be chosen and sent again, alone or together. */
export function DeliveryTable({ tab, rows, again, firstHref, nextHref }: DeliveryTableProps) {
  const t = useTranslations('outbox');
  const router = useRouter();
  const toast = useToast();
  const hydrated = useHydrated();
  const [chosen, setChosen] = useState<string[]>([]);
  const act = useAction(again, {
    onSuccess: ({ queued }) => {
      toast({ title: t('onTheirWay', { count: queued }), tone: 'positive' });
      setChosen([]);
      router.refresh();
    },
  });
  const choose = (id: string, isChosen: boolean) =>
    setChosen((before) => (isChosen ? [...before, id] : before.filter((other) => other !== id)));
  if (rows.length === 0)
    return (
      <Card>
        <EmptyState picture="list" title={t(`empty.${tab}`)} />
      </Card>
    );
  return (
    <Card padded={false}>
      {chosen.length > 0 && (
        <div className="flex justify-end border-b p-2">
          <Button size="sm" loading={act.pending} onClick={() => act.run({ ids: chosen })}>
            {t('againChosen', { count: chosen.length })}
          </Button>
        </div>
      )}
      <Table label={t('tableLabel')}>
        <THead>
          <HeaderCell>{t('recipient')}</HeaderCell>
          <HeaderCell>{t('what')}</HeaderCell>
          <HeaderCell>{t('state')}</HeaderCell>
          <HeaderCell numeric>{t('attempts')}</HeaderCell>
          <HeaderCell>{t('when')}</HeaderCell>
          <HeaderCell>
            <span className="sr-only">{t('actions')}</span>
          </HeaderCell>
        </THead>
        <TBody>
          {rows.map((row) => (
            <DeliveryRow
              key={row.id}
              row={row}
              isChosen={chosen.includes(row.id)}
              choose={hydrated && row.status === 'dead' ? choose : undefined}
              sendAgain={() => act.run({ ids: [row.id] })}
              isPending={act.pending}
            />
          ))}
        </TBody>
      </Table>
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}
