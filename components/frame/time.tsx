import { useLocale, useNow, useTimeZone } from 'next-intl';
import { formatDate, formatDateTime, formatRelative } from '@/lib/core/format';

interface TimeProps {
  /** An instant, or a date without a time (YYYY-MM-DD). */
  at: string | Date;
  format?: 'date' | 'datetime' | 'relative';
  className?: string;
}

/** The absolute date, with the distance from now in the tooltip; `relative` is the other way round. */
export function Time({ at, format = 'date', className }: TimeProps) {
  const locale = useLocale();
  const now = useNow();
  const timeZone = useTimeZone();
  const instant = typeof at === 'string' ? at : at.toISOString();
  const dateOnly = instant.length === 10;
  const distance = formatRelative(instant, now, locale);
  const exact = dateOnly ? formatDate(instant, locale) : formatDateTime(instant, locale, timeZone);
  const shown =
    format === 'relative' ? distance : format === 'date' ? formatDate(instant, locale, timeZone) : exact;
  return (
    <time
      dateTime={instant}
      title={
        format === 'relative' ? exact : format === 'date' && !dateOnly ? `${exact} (${distance})` : distance
      }
      className={className ?? 'figures whitespace-nowrap'}
    >
      {shown}
    </time>
  );
}
