import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { formatTime } from '@/lib/core/format';

/** The page could not be looked at anew: it says how old it is instead of pretending. */
export function LiveNotice({ at }: { at: number }) {
  const t = useTranslations('support.request');
  const locale = useLocale();
  const timeZone = useTimeZone();
  return (
    <Banner tone="warning" role="status">
      {t('stale', { time: formatTime(new Date(at), locale, timeZone) })}
    </Banner>
  );
}
