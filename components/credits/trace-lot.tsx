import { useLocale, useNow, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { TextLink } from '@/components/ui/link-button';
import { Meter } from '@/components/ui/meter';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { TraceLotDto } from '@/lib/domain/analytics/schema';

type Props = { lot: TraceLotDto; entryId: string };

/** A lot's life: where it came from, until when it lives, and what became of its credits. */
export function TraceLot({ lot, entryId }: Props) {
  const t = useTranslations('credits');
  const locale = useLocale();
  const now = useNow();
  const { expiresAt, origin, grantEntry } = lot;
  const isUsedUp = lot.fate.remaining === '0' && lot.fate.held === '0';
  const isOver = expiresAt !== null && new Date(expiresAt) <= now;
  const expiry = isUsedUp && lot.fate.expired === '0' ? 'until' : isOver ? 'was' : 'at';
  return (
    <Card as="article" className="flex flex-col gap-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="figures text-base font-semibold">
          {t('trace.moved', { credits: formatDecimal(lot.moved.replace('-', ''), locale) })}
        </h3>
        <Chip>{t(`source.${lot.source as 'welcome'}`)}</Chip>
      </header>
      <ol className="border-line ms-1 flex flex-col gap-3 border-s ps-4 text-sm">
        <Step>
          <Origin lot={lot} />
          {origin.reason && (
            <p className="text-muted">{t('trace.origin.reason', { reason: origin.reason })}</p>
          )}
          {origin.purchase && (
            <TextLink href={`/credits/purchases/${origin.purchase.id}`}>{t('trace.see.purchase')}</TextLink>
          )}
        </Step>
        <Step>
          {t.rich('trace.origin.granted', {
            credits: formatDecimal(lot.granted, locale),
            date: () => <Time at={lot.createdAt} />,
          })}{' '}
          {grantEntry && grantEntry !== entryId && (
            <TextLink href={`/credits/entries/${grantEntry}`}>{t('trace.see.grant')}</TextLink>
          )}
        </Step>
        <Step>
          {expiresAt
            ? t.rich(`trace.expiry.${expiry}`, {
                date: () => <Time at={expiresAt} />,
              })
            : t('trace.expiry.never')}
        </Step>
        <Step>
          <Fate lot={lot} />
        </Step>
      </ol>
    </Card>
  );
}

function Step({ children }: { children: ReactNode }) {
  return (
    <li className="before:bg-control relative flex flex-col gap-1 before:absolute before:-start-5 before:top-1.5 before:size-2 before:rounded-full">
      <div>{children}</div>
    </li>
  );
}

function Origin({ lot: { source, origin } }: { lot: TraceLotDto }) {
  const t = useTranslations('credits.trace.origin');
  const locale = useLocale();
  const { purchase, period, promotionCode } = origin;
  if (purchase) {
    const facts = {
      pack: purchase.packName,
      price: formatMoney(purchase.totalMinor, purchase.currency, locale),
    };
    const { paidAt } = purchase;
    return (
      <p>
        {paidAt
          ? t.rich('purchase', { ...facts, date: () => <Time at={paidAt} /> })
          : t('purchaseUnpaid', facts)}
      </p>
    );
  }
  if (period)
    return <p>{t.rich('allowance', { tier: period.tier, date: () => <Time at={period.startsAt} /> })}</p>;
  if (promotionCode) return <p>{t('promotion', { code: promotionCode })}</p>;
  return <p>{t(BARE[source] ?? 'adjustment')}</p>;
}

const BARE = {
  allowance: 'allowanceBare',
  promotion: 'promotionBare',
  welcome: 'welcome',
  adjustment: 'adjustment',
  purchase: 'adjustment',
  return: 'return',
  transfer: 'transfer',
} as const as Record<
  string,
  'allowanceBare' | 'promotionBare' | 'welcome' | 'adjustment' | 'return' | 'transfer'
>;

const PARTS = ['used', 'expired', 'transferred', 'corrected', 'held', 'remaining'] as const;

function Fate({ lot: { fate, granted } }: { lot: TraceLotDto }) {
  const t = useTranslations('credits.trace.fate');
  const locale = useLocale();
  const figure = (decimal: string) => formatDecimal(decimal, locale);
  const parts = PARTS.filter((part) => fate[part] !== '0');
  const words = parts.map((part) => t(part, { credits: figure(fate[part]) })).join(', ');
  return (
    <div className="flex max-w-md flex-col gap-2">
      <p>{t('title', { granted: figure(granted) })}</p>
      {(fate.remaining !== '0' || fate.held !== '0') && (
        <Meter
          hideLabel
          label={t('title', { granted: figure(granted) })}
          value={Number(fate.remaining)}
          held={Number(fate.held)}
          max={Number(granted)}
          valueText={words}
        />
      )}
      <p className="text-muted figures">{words}</p>
      {fate.usedBy.length > 0 && (
        <ul className="text-muted figures flex flex-col gap-1">
          {fate.usedBy.map(({ service, name, credits }) => (
            <li key={service ?? ''}>
              {t('usedFor', { credits: figure(credits), service: name ?? t('unknown') })}
            </li>
          ))}
        </ul>
      )}
      {!fate.complete && <p className="text-muted">{t('partial')}</p>}
    </div>
  );
}
