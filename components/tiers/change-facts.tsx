import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { ChangePreviewDto } from '@/lib/domain/subscriptions/schema';

/** The lines of what is charged now, and what follows. */
export function ChangeFacts({ preview, isLater }: { preview: ChangePreviewDto; isLater: boolean }) {
  const t = useTranslations('tiers.dialog');
  const locale = useLocale();
  const { currency, dueNowMinor, creditsNow, nextChargeAt, nextChargeMinor, trialEndsAt } = preview;
  const comes = preview.isByInvoice && dueNowMinor !== '0' ? 'creditsPaid' : 'creditsNow';
  const money = (minor: string) => formatMoney(minor, currency, locale);
  return (
    <div className="flex flex-col gap-3">
      {!isLater && <Lines preview={preview} />}
      <ul className="text-muted flex list-disc flex-col gap-1 ps-4 text-sm">
        {creditsNow !== '0' && <li>{t(comes, { credits: formatDecimal(creditsNow, locale) })}</li>}
        {trialEndsAt && <li>{t.rich('trialEnds', { date: () => <Time at={trialEndsAt} /> })}</li>}
        {nextChargeAt && nextChargeMinor && (
          <li>
            {t.rich('nextCharge', { price: money(nextChargeMinor), date: () => <Time at={nextChargeAt} /> })}
          </li>
        )}
      </ul>
    </div>
  );
}

/** What is charged at once, line by line, and the tax in it. */
function Lines({ preview }: { preview: ChangePreviewDto }) {
  const t = useTranslations('tiers.dialog');
  const locale = useLocale();
  const { lines, currency, dueNowMinor, taxMinor } = preview;
  const money = (minor: string) => formatMoney(minor, currency, locale);
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t('lines')}</caption>
      <tbody className="divide-line divide-y">
        {lines.map(({ description, amountMinor }, index) => (
          <tr key={index}>
            <th scope="row" className="py-1.5 pe-4 text-start font-normal">
              {description}
            </th>
            <td className="figures py-1.5 text-end whitespace-nowrap">{money(amountMinor)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row" className="py-2 pe-4 text-start font-semibold">
            {t('dueNow')}
          </th>
          <td className="figures py-2 text-end font-semibold whitespace-nowrap">{money(dueNowMinor)}</td>
        </tr>
        {taxMinor !== '0' && (
          <tr className="text-muted">
            <th scope="row" className="py-1.5 pe-4 text-start font-normal">
              {t('tax')}
            </th>
            <td className="figures py-1.5 text-end whitespace-nowrap">{money(taxMinor)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
