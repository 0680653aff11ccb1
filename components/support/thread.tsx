import { useTranslations } from 'next-intl';
import type { EventDto, MessageDto, NoteDto, ReaderDto } from '@/lib/domain/support/schema.dto';
import { SeenBy } from './seen-by';
import { ThreadEvent } from './thread-event';
import { ThreadPost } from './thread-post';
import type { ThreadTools } from './thread-tools';

export type ThreadItem = MessageDto | EventDto | NoteDto;

interface ThreadProps {
  items: ThreadItem[];
  /** What the request began with; it stands first. */
  opening: MessageDto;
  /** The address that serves attachments to this reader. */
  base: string;
  /** How far the others have read. */
  readers?: ReaderDto[];
  tools?: ThreadTools;
}

/** A conversation from its beginning: messages, notes where the reader may see them, and what happened between. */
export function Thread({ items, opening, base, readers = [], tools }: ThreadProps) {
  const t = useTranslations('support.request');
  const lastMine = items.findLast((item) => item.kind === 'message' && item.mine);
  return (
    <section aria-labelledby="thread-title">
      <h2 id="thread-title" className="sr-only">
        {t('thread')}
      </h2>
      <ol className="flex flex-col gap-4 [&_a]:scroll-mb-72 [&_button]:scroll-mb-72">
        <li>
          <ThreadPost post={opening} base={base} tools={tools} isOpening />
        </li>
        {items.map((item) => (
          <li key={item.id}>
            {item.kind === 'event' ? (
              <ThreadEvent event={item} />
            ) : (
              <ThreadPost post={item} base={base} tools={tools} />
            )}
            {item === lastMine && <SeenBy post={item} readers={readers} />}
          </li>
        ))}
      </ol>
    </section>
  );
}
