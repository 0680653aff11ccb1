import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { formatHours } from '@/lib/core/format';
import type { SlaDto } from '@/lib/domain/sla/schema.dto';

/** Every stretch of a promise in a sentence: from when to when, why, and how much of it counted. */
export function PromiseHistory({ promise }: { promise: SlaDto }) {
  const t = useTranslations('promises');
  const locale = useLocale();
  return (
    <details className="text-sm">
      <summary className="text-muted hover:text-text w-fit cursor-pointer">{t('explain')}</summary>
      <ol className="mt-2 flex flex-col gap-2">
        {promise.segments.map(({ from, to, isRunning, reason, businessMs }, index) => (
          <li key={`${index}:${from}`} className="flex flex-col">
            <span>{t(`reason.${reason}`)}</span>
            <span className="text-muted">
              {to === null
                ? t.rich('since', { from: () => <Time at={from} format="datetime" /> })
                : t.rich('span', {
                    from: () => <Time at={from} format="datetime" />,
                    to: () => <Time at={to} format="datetime" />,
                  })}
              {' · '}
              {t(isRunning ? 'counted' : 'notCounted', { time: formatHours(businessMs, locale) })}
            </span>
          </li>
        ))}
      </ol>
      <p className="text-muted mt-2">{t('hours', { zone: promise.timeZone })}</p>
    </details>
  );
}
