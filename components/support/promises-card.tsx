import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { formatHours, formatPercent } from '@/lib/core/format';
import type { SlaDto } from '@/lib/domain/sla/schema.dto';
import type { RequestMoneyDto } from '@/lib/domain/support/schema.money-dto';
import { PromiseBar } from './promise-bar';
import { PromiseHistory } from './promise-history';
import { useCredits } from './use-credits';

interface PromisesCardProps {
  request: Pick<RequestMoneyDto, 'promises' | 'lateRefundBps' | 'lateReturned'>;
  side: 'customer' | 'staff';
}

/** How soon a request was promised to be answered and resolved, and how that stands. */
export function PromisesCard({ request, side }: PromisesCardProps) {
  const t = useTranslations('promises');
  const locale = useLocale();
  const credits = useCredits();
  const { promises, lateRefundBps, lateReturned } = request;
  if (promises.length === 0) return null;
  const percent = formatPercent(lateRefundBps / 10_000, { locale });
  const isDecided = promises.some(({ kind, state }) => kind === 'resolution' && state === 'kept');
  return (
    <Card as="section" aria-labelledby="promises">
      <CardHeader id="promises" title={t('title')} />
      <ul className="flex flex-col gap-4">
        {promises.map((promise) => (
          <li key={promise.kind} className="flex flex-col gap-1.5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <h3 className="text-sm font-medium">{t(`kind.${promise.kind}`)}</h3>
              <PromiseState promise={promise} />
            </div>
            <PromiseBar
              promise={promise}
              label={t('bar', {
                kind: t(`kind.${promise.kind}`),
                used: formatHours(promise.usedMs, locale),
                target: formatHours(promise.targetMs, locale),
              })}
            />
            {promise.state === 'running' && !promise.isLate && (
              <p className="text-muted text-sm">
                {t('state.left', { time: formatHours(promise.remainingMs, locale) })}
              </p>
            )}
            <PromiseHistory promise={promise} />
          </li>
        ))}
      </ul>
      {lateReturned ? (
        <p className="mt-3 text-sm">{t('returned', { credits: credits(lateReturned) })}</p>
      ) : (
        lateRefundBps > 0 &&
        !isDecided && (
          <p className="text-muted mt-3 text-sm">
            {t(side === 'customer' ? 'refund' : 'refundStaff', { percent })}
          </p>
        )
      )}
    </Card>
  );
}

/** How a promise stands, in words. */
function PromiseState({ promise }: { promise: SlaDto }) {
  const t = useTranslations('promises.state');
  const locale = useLocale();
  const { state, isLate, remainingMs, usedMs, targetMs, dueAt } = promise;
  const over = formatHours(-remainingMs, locale);
  const of = { used: formatHours(usedMs, locale), target: formatHours(targetMs, locale) };
  if (state === 'kept') return <Chip tone="positive">{t('kept', of)}</Chip>;
  if (state === 'broken') return <Chip tone="critical">{t('broken', { time: over })}</Chip>;
  if (state === 'paused')
    return (
      <Chip tone="neutral">
        {isLate ? t('pausedLate', { time: over }) : t('paused', { time: formatHours(remainingMs, locale) })}
      </Chip>
    );
  if (isLate) return <Chip tone="critical">{t('late', { time: over })}</Chip>;
  return (
    <span className="text-muted text-sm">
      {t.rich('due', { date: () => <Time at={dueAt ?? ''} format="datetime" /> })}
    </span>
  );
}
