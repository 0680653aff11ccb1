import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { CopyButton } from '@/components/ui/copy-button';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';

interface OvertakenProps {
  request: DeskRequestDto;
  /** What stands in the dialog: nobody types it twice. */
  typed?: string;
}

/** Says in an open dialog that somebody was faster, who it was and what they did, by the last line of the history. */
export function Overtaken({ request, typed }: OvertakenProps) {
  const t = useTranslations('desk.overtaken');
  const { number, status } = request;
  const event = request.thread.findLast((item) => item.kind === 'event');
  const actor = (event?.kind === 'event' && event.actor) || t('somebody');
  const did =
    status === 'cancelled' ? status : status === 'resolved' || status === 'closed' ? 'resolved' : 'changed';
  return (
    <Banner
      role="alert"
      tone="warning"
      className="mb-4"
      title={t(did, { actor, number })}
      action={typed && <CopyButton text={typed} label={t('copy')} />}
    >
      {t(typed ? 'textTyped' : 'text')}
    </Banner>
  );
}
