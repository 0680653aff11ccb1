import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { formatTime } from '@/lib/core/format';
import type { DraftState } from './use-draft';

/** «Saved 12:04»: heard by a screen reader only when it goes wrong, or every key would be a sentence. */
export function DraftNote({ state }: { state: DraftState }) {
  const t = useTranslations('support.wizard');
  const locale = useLocale();
  const timeZone = useTimeZone();
  if (state.kind === 'failed') {
    return (
      <p role="alert" className="text-critical text-sm">
        {state.reason ?? t('notSaved')}
      </p>
    );
  }
  if (state.kind === 'saving') return <p className="text-muted text-sm">{t('saving')}</p>;
  return (
    <p className="text-muted figures text-sm">
      {state.at && t('saved', { time: formatTime(state.at, locale, timeZone) })}
    </p>
  );
}
