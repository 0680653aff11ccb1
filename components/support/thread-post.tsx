import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Avatar } from '@/components/ui/avatar';
import { Chip } from '@/components/ui/chip';
import { cn } from '@/components/ui/cn';
import { Markdown } from '@/components/ui/markdown';
import type { MessageDto, NoteDto } from '@/lib/domain/support/schema.dto';
import { AttachmentList } from './attachment-list';

type Role = 'customer' | 'expert' | 'agent' | 'admin' | 'finance';

/** One message, or one note: a note is amber, locked, and says so in words. */
export function ThreadPost(props: { post: MessageDto | NoteDto; base: string; isOpening?: boolean }) {
  const { post, base, isOpening = false } = props;
  const t = useTranslations('support');
  const isNote = post.kind === 'note';
  const isStaff = post.author.side === 'staff';
  return (
    <article
      className={cn(
        'flex min-w-0 flex-col gap-2 rounded-lg border p-4',
        isNote && 'border-warning-line bg-warning-soft border-dashed',
        !isNote && isStaff && 'bg-surface border-e-accent border-e-2 sm:ms-10',
        !isNote && !isStaff && 'bg-surface sm:me-10',
      )}
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Avatar name={post.author.name} size="sm" />
        <span className="font-medium">{post.mine ? t('request.you') : post.author.name}</span>
        {isStaff && <Chip tone={isNote ? 'warning' : 'accent'}>{t(`role.${post.author.role as Role}`)}</Chip>}
        {isNote && (
          <Chip tone="warning" icon={<Lock aria-hidden />}>
            {t('note.chip')}
          </Chip>
        )}
        {isOpening && <span className="text-muted">{t('request.described')}</span>}
        <span className="text-muted ms-auto">
          <Time at={post.at} format="datetime" />
        </span>
      </header>
      <Markdown text={post.body} />
      <AttachmentList attachments={post.attachments} base={base} />
    </article>
  );
}
