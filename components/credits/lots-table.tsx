import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatDecimal } from '@/lib/core/format';
import type { HoldDto, LotDto } from '@/lib/domain/wallet/schema';

export function LotsTable({ lots }: { lots: LotDto[] }) {
  const t = useTranslations('credits');
  const locale = useLocale();
  if (lots.length === 0) return <EmptyState picture="table" title={t('lots.empty')} />;
  return (
    <Table label={t('lots.caption')}>
      <THead>
        <HeaderCell>{t('lots.source')}</HeaderCell>
        <HeaderCell numeric>{t('lots.left')}</HeaderCell>
        <HeaderCell numeric>{t('lots.heldPart')}</HeaderCell>
        <HeaderCell numeric>{t('lots.granted')}</HeaderCell>
        <HeaderCell>{t('lots.expires')}</HeaderCell>
      </THead>
      <TBody>
        {lots.map((lot) => (
          <Row key={lot.id}>
            <Cell heading>{t(`source.${lot.source as 'welcome'}`)}</Cell>
            <Cell numeric>{formatDecimal(lot.remaining, locale)}</Cell>
            <Cell numeric muted>
              {formatDecimal(lot.held, locale)}
            </Cell>
            <Cell numeric muted>
              {formatDecimal(lot.granted, locale)}
            </Cell>
            <Cell muted>{lot.expiresAt ? <Time at={lot.expiresAt} /> : t('lots.never')}</Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}

export function HoldsTable({ holds }: { holds: HoldDto[] }) {
  const t = useTranslations('credits.holds');
  const locale = useLocale();
  if (holds.length === 0) return <EmptyState picture="table" title={t('empty')} />;
  return (
    <Table label={t('caption')}>
      <THead>
        <HeaderCell>{t('for')}</HeaderCell>
        <HeaderCell numeric>{t('amount')}</HeaderCell>
        <HeaderCell>{t('since')}</HeaderCell>
        <HeaderCell>{t('until')}</HeaderCell>
      </THead>
      <TBody>
        {holds.map((hold) => (
          <Row key={hold.id}>
            <Cell heading>{[hold.service, hold.reference].filter(Boolean).join(' · ') || hold.id}</Cell>
            <Cell numeric>{formatDecimal(hold.amount, locale)}</Cell>
            <Cell muted>
              <Time at={hold.createdAt} />
            </Cell>
            <Cell muted>{hold.expiresAt ? <Time at={hold.expiresAt} /> : t('settled')}</Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
