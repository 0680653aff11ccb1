'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { useAction } from '@/components/ui/form';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDate } from '@/lib/core/format';
import type { RateDto } from '@/lib/domain/rates/schema';

type Drop = Action<{ currency: string; validFrom: string }, unknown>;

/** Every dated rate, by currency, the newest first. */
export function RateTable({ base, rates, drop }: { base: string; rates: RateDto[]; drop: Drop }) {
  const t = useTranslations('books.rates');
  const locale = useLocale();
  if (rates.length === 0)
    return (
      <Card>
        <EmptyState picture="table" title={t('empty')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('table')}>
        <THead>
          <HeaderCell>{t('currency')}</HeaderCell>
          <HeaderCell>{t('validFrom')}</HeaderCell>
          <HeaderCell numeric>{t('rate', { base })}</HeaderCell>
          <HeaderCell className="max-sm:hidden">{t('setAt')}</HeaderCell>
          <HeaderCell>
            <span className="sr-only">{t('remove')}</span>
          </HeaderCell>
        </THead>
        <TBody>
          {rates.map((rate) => (
            <Row key={`${rate.currency} ${rate.validFrom}`}>
              <Cell heading>{rate.currency}</Cell>
              <Cell className="whitespace-nowrap">
                {formatDate(rate.validFrom, locale)} {rate.isCurrent && <Chip>{t('current')}</Chip>}
              </Cell>
              <Cell numeric>{rate.rate}</Cell>
              <Cell muted className="max-sm:hidden">
                <Time at={rate.setAt} format="datetime" />
              </Cell>
              <Cell numeric>
                <RemoveButton rate={rate} drop={drop} />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
    </Card>
  );
}

function RemoveButton({ rate: { currency, validFrom }, drop }: { rate: RateDto; drop: Drop }) {
  const t = useTranslations('books.rates');
  const locale = useLocale();
  const router = useRouter();
  const { run } = useAction(drop, { onSuccess: () => router.refresh() });
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost">
          {t('remove')}
        </Button>
      }
      title={t('removeTitle', { currency, date: formatDate(validFrom, locale) })}
      description={t('removeDescription')}
      confirmLabel={t('remove')}
      onConfirm={() => run({ currency, validFrom })}
    />
  );
}
