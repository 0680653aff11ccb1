'use client';

import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Disclosure } from '@/components/ui/disclosure';
import { Markdown } from '@/components/ui/markdown';
import type { MessageDto, NoteDto } from '@/lib/domain/support/schema.dto';
import { PlainWords } from './post-body';

/** What a message said before it was changed, behind one button: nothing that somebody has read disappears. */
export function PostHistory({ post }: { post: MessageDto | NoteDto }) {
  const t = useTranslations('thread.edited');
  if (post.edits.length === 0) return null;
  return (
    <Disclosure show={t('show')} hide={t('hide')}>
      <ol className="flex flex-col gap-3">
        {post.edits.map(({ body, at }) => (
          <li key={at} className="flex flex-col gap-1">
            <p className="text-muted text-sm">
              {t.rich('until', { time: () => <Time at={at} format="datetime" /> })}
            </p>
            {post.format === 'text' ? <PlainWords text={body} /> : <Markdown text={body} />}
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
