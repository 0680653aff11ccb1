import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { TextLink } from '@/components/ui/link-button';
import { formatDecimal } from '@/lib/core/format';
import type { ForecastDto } from '@/lib/domain/analytics/schema.usage';

const SHOWN = 3;

type Props = { forecast: ForecastDto; available: string };

/** How long the credits last, and how that was reckoned. */
export function ForecastCard({ forecast, available }: Props) {
  const t = useTranslations('credits');
  const locale = useLocale();
  const figure = (decimal: string) => formatDecimal(decimal, locale);
  const short = (decimal: string) => figure((Math.round(Number(decimal) * 10) / 10).toString());
  const { runsOutAt, daysLeft, since } = forecast;
  return (
    <Card as="section" aria-labelledby="forecast-title" className="flex flex-col gap-2 text-sm">
      <h2 id="forecast-title" className="text-muted text-sm">
        {t('forecast.title')}
      </h2>
      {available === '0' || !runsOutAt ? (
        <p>{t(available === '0' ? 'forecast.empty' : 'forecast.none')}</p>
      ) : (
        <>
          <p className="text-base font-medium">
            {t.rich('forecast.until', { days: daysLeft ?? 0, date: () => <Time at={runsOutAt} /> })}
          </p>
          <p className="text-muted prose-width">
            {t.rich('forecast.pace', {
              ...{ pace: short(forecast.pacePerDay), used: figure(forecast.used), days: forecast.days },
              date: () => <Time at={since} />,
            })}
          </p>
        </>
      )}
      {forecast.expiring.slice(0, SHOWN).map((lot) => (
        <p key={lot.lotId} className="text-warning">
          {t.rich(available === '0' || !runsOutAt ? 'forecast.expiringUnused' : 'forecast.expiring', {
            ...{ credits: short(lot.credits), source: t(`source.${lot.source as 'welcome'}`) },
            date: () => <Time at={lot.expiresAt} />,
          })}
        </p>
      ))}
      <p>
        <TextLink href="/usage">{t('forecast.usage')}</TextLink>
      </p>
    </Card>
  );
}
