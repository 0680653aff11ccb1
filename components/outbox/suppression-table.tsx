'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { useAction } from '@/components/ui/form';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { useToast } from '@/components/ui/toast';
import type { SuppressionDto } from '@/lib/domain/notifications/schema';

interface SuppressionTableProps {
  rows: SuppressionDto[];
  lift: Action<{ email: string }, unknown>;
}

/** Addresses that get no more mail because the last one came back. */
export function SuppressionTable({ rows, lift }: SuppressionTableProps) {
  const t = useTranslations('outbox');
  if (rows.length === 0)
    return (
      <Card>
        <EmptyState picture="list" title={t('suppressedEmpty')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('suppressedLabel')}>
        <THead>
          <HeaderCell>{t('address')}</HeaderCell>
          <HeaderCell>{t('reason')}</HeaderCell>
          <HeaderCell>{t('since')}</HeaderCell>
          <HeaderCell>
            <span className="sr-only">{t('actions')}</span>
          </HeaderCell>
        </THead>
        <TBody>
          {rows.map((row) => (
            <Row key={row.email}>
              <Cell heading className="[overflow-wrap:anywhere]">
                {row.email}
              </Cell>
              <Cell className="max-w-md min-w-40 [overflow-wrap:anywhere]">{row.reason}</Cell>
              <Cell muted>
                <Time at={row.since} format="datetime" />
              </Cell>
              <Cell className="text-end">
                <Lift email={row.email} lift={lift} />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
    </Card>
  );
}

function Lift({ email, lift }: { email: string; lift: SuppressionTableProps['lift'] }) {
  const t = useTranslations('outbox');
  const router = useRouter();
  const toast = useToast();
  const { run, pending } = useAction(lift, {
    onSuccess: () => {
      toast({ title: t('lifted', { email }), tone: 'positive' });
      router.refresh();
    },
    onFailure: () => router.refresh(),
  });
  return (
    <Button size="sm" loading={pending} aria-label={t('liftFor', { email })} onClick={() => run({ email })}>
      {t('lift')}
    </Button>
  );
}
