'use client';

import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Time } from '@/components/frame/time';
import { Avatar } from '@/components/ui/avatar';
import { Chip } from '@/components/ui/chip';
import { cn } from '@/components/ui/cn';
import type { MessageDto, NoteDto } from '@/lib/domain/support/schema.dto';
import { AttachmentList } from './attachment-list';
import { PostActions } from './post-actions';
import { PostBody } from './post-body';
import { PostEdit } from './post-edit';
import { PostHistory } from './post-history';
import type { ThreadTools } from './thread-tools';

type Role = 'customer' | 'expert' | 'agent' | 'admin' | 'finance';

interface ThreadPostProps {
  post: MessageDto | NoteDto;
  base: string;
  tools?: ThreadTools;
  isOpening?: boolean;
}

/** One message, or one note: a note is amber, locked, and says so in words. */
export function ThreadPost({ post, base, tools, isOpening = false }: ThreadPostProps) {
  const isNote = post.kind === 'note';
  const isStaff = post.author.side === 'staff';
  const [isEdited, setEdited] = useState(false);
  const words = useRef<HTMLDivElement>(null);
  return (
    <article
      className={cn(
        'flex min-w-0 flex-col gap-2 rounded-lg border p-4',
        isNote && 'border-warning-line bg-warning-soft border-dashed',
        !isNote && isStaff && 'bg-surface border-e-accent border-e-2 sm:ms-10',
        !isNote && !isStaff && 'bg-surface sm:me-10',
      )}
    >
      <PostHead post={post} isOpening={isOpening} />
      {isEdited && tools ? (
        <PostEdit post={post} tools={tools} close={() => setEdited(false)} />
      ) : (
        <>
          <div ref={words} className="flex min-w-0 flex-col gap-2">
            <PostBody post={post} />
          </div>
          <PostHistory post={post} />
        </>
      )}
      <AttachmentList attachments={post.attachments} base={base} />
      {tools && !isEdited && (
        <PostActions post={post} tools={tools} words={words} edit={() => setEdited(true)} />
      )}
    </article>
  );
}

function PostHead({ post, isOpening }: { post: MessageDto | NoteDto; isOpening: boolean }) {
  const t = useTranslations('support');
  const words = useTranslations('thread');
  const isNote = post.kind === 'note';
  return (
    <header className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <Avatar name={post.author.name} size="sm" />
      <span className="font-medium">{post.mine ? t('request.you') : post.author.name}</span>
      {post.author.side === 'staff' && (
        <Chip tone={isNote ? 'warning' : 'accent'}>{t(`role.${post.author.role as Role}`)}</Chip>
      )}
      {isNote && (
        <Chip tone="warning" icon={<Lock aria-hidden />}>
          {t('note.chip')}
        </Chip>
      )}
      {isOpening && <span className="text-muted">{t('request.described')}</span>}
      {post.via !== 'portal' && <span className="text-muted">{words(`via.${post.via}`)}</span>}
      {post.editedAt && <Chip>{words('edited.chip')}</Chip>}
      <span className="text-muted ms-auto">
        <Time at={post.at} format="datetime" />
      </span>
    </header>
  );
}
