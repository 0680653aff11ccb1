import { Eye, PenLine } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import type { PresenceDto } from '@/lib/domain/desk/schema.dto';

/** Warns before two answer one customer: who else looks, and who is writing already. */
export function PresenceNotice({ present }: { present: PresenceDto[] }) {
  const t = useTranslations('desk.presence');
  const locale = useLocale();
  const writing = present.filter(({ isTyping }) => isTyping);
  const shown = writing.length > 0 ? writing : present;
  const names = new Intl.ListFormat(locale).format(shown.map(({ name }) => name));
  const [Icon, words] = writing.length > 0 ? ([PenLine, 'writing'] as const) : ([Eye, 'looking'] as const);
  return (
    <div role="status" aria-label={t('label')} className={shown.length === 0 ? 'sr-only' : undefined}>
      {shown.length > 0 && (
        <p
          className={cn(
            'flex items-center gap-2 rounded-md border px-3 py-2 text-sm',
            writing.length > 0
              ? 'border-warning-line bg-warning-soft text-warning'
              : 'border-info-line bg-info-soft text-info',
          )}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          {t(words, { names, count: shown.length })}
        </p>
      )}
    </div>
  );
}
