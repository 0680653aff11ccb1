import { useLocale, useTranslations } from 'next-intl';
import { formatHours, formatPercent } from '@/lib/core/format';
import type { OfferedPromisesDto, PromiseDto } from '@/lib/domain/sla/schema.dto';
import type { Urgency } from '@/lib/domain/support/schema';
import type { CategoryDto } from '@/lib/domain/support/schema.dto';

/** How soon, in one sentence; null where nothing is promised. */
export function usePromiseText(): (promise: PromiseDto | undefined) => string | null {
  const t = useTranslations('promises.wizard');
  const locale = useLocale();
  return (promise) => {
    const { firstAnswerMs, resolutionMs } = promise ?? { firstAnswerMs: null, resolutionMs: null };
    const first = firstAnswerMs === null ? '' : formatHours(firstAnswerMs, locale);
    const resolution = resolutionMs === null ? '' : formatHours(resolutionMs, locale);
    if (first && resolution) return t('promise', { first, resolution });
    if (first) return t('promiseFirst', { first });
    return resolution ? t('promiseResolution', { resolution }) : null;
  };
}

interface PromiseLinesProps {
  offered: OfferedPromisesDto | null;
  urgency: Urgency | '';
  category: CategoryDto | undefined;
}

/** What is promised for a request, what comes back when that is broken, and what it waits for. */
export function PromiseLines({ offered, urgency, category }: PromiseLinesProps) {
  const t = useTranslations('promises.wizard');
  const locale = useLocale();
  const text = usePromiseText()(offered?.byUrgency[urgency || 'normal']);
  const bps = category?.lateRefundBps ?? 0;
  const promisesEnd = offered?.byUrgency[urgency || 'normal'].resolutionMs != null;
  if (!text && !category?.needsApproval) return null;
  return (
    <div className="text-muted flex flex-col gap-1 text-sm">
      {text && <p>{text}</p>}
      {text && offered && <p>{t('zone', { zone: offered.timeZone })}</p>}
      {bps > 0 && promisesEnd && <p>{t('refund', { percent: formatPercent(bps / 10_000, { locale }) })}</p>}
      {category?.needsApproval && <p>{t('approval')}</p>}
    </div>
  );
}
