import { CheckCheck } from 'lucide-react';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { formatDateTime, formatList } from '@/lib/core/format';
import type { ReaderDto } from '@/lib/domain/support/schema.dto';

/** Under the reader's own last message: who of the others has read it. */
export function SeenBy({ post, readers }: { post: { at: string }; readers: ReaderDto[] }) {
  const t = useTranslations('thread.seen');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const seen = readers.filter(({ at }) => at >= post.at);
  if (seen.length === 0) return null;
  const times = seen.map(({ name, at }) => t('title', { name, time: formatDateTime(at, locale, timeZone) }));
  return (
    <p className="text-muted mt-1.5 flex items-center justify-end gap-1.5 text-xs" title={times.join('\n')}>
      <CheckCheck aria-hidden className="size-3.5" />
      {t('by', {
        names: formatList(
          seen.map(({ name }) => name),
          locale,
        ),
      })}
    </p>
  );
}
