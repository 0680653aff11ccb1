import { useLocale, useNow, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { EmptyState } from '@/components/ui/empty-state';
import { Meter } from '@/components/ui/meter';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatDecimal } from '@/lib/core/format';
import type { LotDto } from '@/lib/domain/wallet/schema';

const DAY_MS = 86_400_000;
const SOON_DAYS = 7;

/** Lots in the order in which they are used: how much of each is left, and for how long. */
export function LotsTable({ lots }: { lots: LotDto[] }) {
  const t = useTranslations('credits');
  const locale = useLocale();
  if (lots.length === 0) return <EmptyState picture="table" title={t('lots.empty')} />;
  return (
    <Table label={t('lots.caption')}>
      <THead>
        <HeaderCell>{t('lots.source')}</HeaderCell>
        <HeaderCell>{t('lots.left')}</HeaderCell>
        <HeaderCell numeric className="max-sm:hidden">
          {t('lots.heldPart')}
        </HeaderCell>
        <HeaderCell>{t('lots.expires')}</HeaderCell>
      </THead>
      <TBody>
        {lots.map((lot) => (
          <Row key={lot.id}>
            <Cell heading>{t(`source.${lot.source as 'welcome'}`)}</Cell>
            <Cell className="sm:min-w-44">
              <LotBar lot={lot} />
            </Cell>
            <Cell numeric muted className="max-sm:hidden">
              {formatDecimal(lot.held, locale)}
            </Cell>
            <Cell muted>{lot.expiresAt ? <Expiry at={lot.expiresAt} /> : t('lots.never')}</Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}

function LotBar({ lot }: { lot: LotDto }) {
  const t = useTranslations('credits');
  const locale = useLocale();
  const text = t('lots.bar', {
    remaining: formatDecimal(lot.remaining, locale),
    granted: formatDecimal(lot.granted, locale),
  });
  return (
    <div className="flex max-w-64 flex-col gap-1">
      <span className="figures" aria-hidden>
        {text}
      </span>
      <Meter
        hideLabel
        label={t(`source.${lot.source as 'welcome'}`)}
        value={Number(lot.remaining)}
        held={Number(lot.held)}
        max={Number(lot.granted)}
        valueText={text}
      />
    </div>
  );
}

/** The days left in words, the date beside them; the last week in a warning's colour. */
function Expiry({ at }: { at: string }) {
  const t = useTranslations('credits.lots');
  const days = Math.max(0, Math.floor((new Date(at).getTime() - useNow().getTime()) / DAY_MS));
  return (
    <span className="flex flex-wrap gap-x-1 whitespace-nowrap">
      <span className={days <= SOON_DAYS ? 'text-warning font-medium' : 'text-ink'}>{t('in', { days })}</span>
      <span aria-hidden className="max-sm:hidden">
        ·
      </span>
      <Time at={at} />
    </span>
  );
}
