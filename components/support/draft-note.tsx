import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { formatTime } from '@/lib/core/format';
import type { DraftState } from './use-message-draft';

/** «Draft saved 12:04»: heard by a screen reader only when it goes wrong, or every key would be a sentence. */
export function DraftNote({ state }: { state: DraftState }) {
  const t = useTranslations('thread.draft');
  const locale = useLocale();
  const timeZone = useTimeZone();
  if (state.kind === 'failed')
    return (
      <p role="alert" className="text-critical text-sm">
        {t('failed')}
      </p>
    );
  if (state.kind === 'none') return null;
  return (
    <p className="text-muted figures text-sm">
      {state.kind === 'saving'
        ? t('saving')
        : t('saved', { time: formatTime(new Date(state.at), locale, timeZone) })}
    </p>
  );
}
