'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { Disclosure } from '@/components/ui/disclosure';
import { Markdown } from '@/components/ui/markdown';
import type { MessageDto, NoteDto } from '@/lib/domain/support/schema.dto';
import { shownMentions } from '@/lib/domain/support/schema.mentions';

/** The words of a message: as Markdown, or line by line as a mail wrote them, with what it quoted folded away. */
export function PostBody({ post }: { post: MessageDto | NoteDto }) {
  return (
    <>
      {post.format === 'text' ? (
        <PlainWords text={post.body} />
      ) : (
        <Markdown text={post.kind === 'note' ? shownMentions(post.body) : post.body} />
      )}
      {post.quoted && <Quoted text={post.quoted} />}
    </>
  );
}

export function PlainWords({ text, className }: { text: string; className?: string }) {
  return (
    <p
      dir="auto"
      className={cn('prose-width text-base [overflow-wrap:anywhere] whitespace-pre-wrap', className)}
    >
      {text}
    </p>
  );
}

function Quoted({ text }: { text: string }) {
  const t = useTranslations('thread.quoted');
  return (
    <Disclosure show={t('show')} hide={t('hide')}>
      <PlainWords text={text} className="text-muted" />
    </Disclosure>
  );
}
