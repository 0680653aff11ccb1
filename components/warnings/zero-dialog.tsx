'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { WarningDto } from '@/lib/domain/warnings/schema';
import { usePutAway } from './use-put-away';

/** Leads from an empty wallet to packs and tiers; once a browser session, and closed by any way out of a dialog. */
export function ZeroDialog({ warning, reader }: { warning: WarningDto; reader: string }) {
  const t = useTranslations('warnings.dialog');
  const [isAway, putAway] = usePutAway('session', `zero:${reader}:${warning.periodStart}`, true);
  const { mayBuy, tiers } = warning;
  return (
    <Dialog
      open={!isAway}
      onOpenChange={(open) => !open && putAway()}
      title={t('title')}
      description={t(mayBuy ? 'text' : 'askText')}
      footer={
        <>
          <DialogClose asChild>
            <Button>{t('later')}</Button>
          </DialogClose>
          {mayBuy && (
            <LinkButton href="/credits/auto-top-up" onClick={putAway}>
              {t('topUp')}
            </LinkButton>
          )}
          {mayBuy && (
            <LinkButton href="/credits" variant="primary" onClick={putAway}>
              {t('packs')}
            </LinkButton>
          )}
        </>
      }
    >
      {mayBuy && tiers.length > 0 && <Tiers tiers={tiers} onLeave={putAway} />}
    </Dialog>
  );
}

function Tiers({ tiers, onLeave }: Pick<WarningDto, 'tiers'> & { onLeave: () => void }) {
  const t = useTranslations('warnings.dialog');
  const locale = useLocale();
  return (
    <div className="flex flex-col gap-2 text-sm">
      <h3 className="font-medium">{t('tiers')}</h3>
      <dl className="divide-y rounded-md border">
        {tiers.map(({ name, allowance, priceMinor, currency }) => (
          <div key={name} className="flex justify-between gap-4 px-3 py-2">
            <dt className="font-medium">{name}</dt>
            <dd className="text-muted figures">
              {t('tier', {
                credits: formatDecimal(allowance, locale),
                price: formatMoney(priceMinor, currency, locale),
              })}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <TextLink href="/billing/tiers" onClick={onLeave}>
          {t('tierCompare')}
        </TextLink>
      </p>
    </div>
  );
}
