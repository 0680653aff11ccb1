'use client';

import { Pencil, Quote } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { MessageDto, NoteDto } from '@/lib/domain/support/schema.dto';
import { markedIn, quoteOf } from './quote-text';
import type { ThreadTools } from './thread-tools';

interface PostActionsProps {
  post: MessageDto | NoteDto;
  tools: ThreadTools;
  /** Where its words stand: what is marked there is quoted alone. */
  words: RefObject<HTMLElement | null>;
  edit: () => void;
}

/** Quote it into the answer; change it while that is possible. */
export function PostActions({ post, tools, words, edit }: PostActionsProps) {
  const t = useTranslations('thread');
  const canEdit = post.kind === 'note' ? tools.editNote : tools.editMessage;
  const isEditable = useUntil(canEdit ? post.editableUntil : null);
  const { quote } = tools;
  if (!quote && !isEditable) return null;
  const heading = t('quoted.wrote', { name: post.author.name });
  return (
    <div className="-ms-2 flex flex-wrap gap-1">
      {quote && (
        <Button
          variant="ghost"
          size="sm"
          aria-label={t('actions.quoteOf', { name: post.author.name })}
          // Before the click takes the focus, and with it what is marked.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => quote(quoteOf(markedIn(words.current) || post.body, heading), post.kind)}
        >
          <Quote aria-hidden />
          {t('actions.quote')}
        </Button>
      )}
      {isEditable && (
        <Button variant="ghost" size="sm" onClick={edit}>
          <Pencil aria-hidden />
          {t('actions.edit')}
        </Button>
      )}
    </div>
  );
}

/** True until a moment has come; the page is drawn again when it does. */
function useUntil(moment: string | null): boolean {
  const [now, setNow] = useState<number | null>(null);
  const end = moment ? Date.parse(moment) : 0;
  useEffect(() => {
    if (!end) return;
    const look = () => setNow(Date.now());
    // The server's own clock decides; this one only hides the button.
    const first = window.setTimeout(look);
    const last = window.setTimeout(look, Math.max(0, end - Date.now()));
    return () => {
      window.clearTimeout(first);
      window.clearTimeout(last);
    };
  }, [end]);
  return now !== null && now < end;
}
