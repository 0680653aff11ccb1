'use client';

import { useQuery } from '@tanstack/react-query';
import { MessageSquareQuote } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { readJson } from '@/components/read-json';
import type { ComposerHandle } from '@/components/support/composer-handle';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { TextLink } from '@/components/ui/link-button';
import { PickList } from '@/components/ui/pick-list';
import { Popover } from '@/components/ui/popover';
import { SkeletonText } from '@/components/ui/skeleton';
import type { FilledReplyDto } from '@/lib/domain/desk/schema.dto';

interface CannedPickerProps {
  requestId: string;
  composer: RefObject<ComposerHandle | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Puts a canned reply into the composer, filled in for this request: by the button, or by typing «;». */
export function CannedPicker({ requestId, composer, open, onOpenChange }: CannedPickerProps) {
  const t = useTranslations('desk.canned');
  return (
    <Popover
      label={t('label')}
      align="start"
      open={open}
      onOpenChange={onOpenChange}
      className="w-96 p-2"
      trigger={
        <Button size="icon" aria-label={t('label')} title={t('label')}>
          <MessageSquareQuote aria-hidden />
        </Button>
      }
    >
      <Replies
        requestId={requestId}
        choose={({ text }) => {
          onOpenChange(false);
          composer.current?.insert(text, { instead: ';' });
        }}
      />
    </Popover>
  );
}

function Replies({ requestId, choose }: { requestId: string; choose: (reply: FilledReplyDto) => void }) {
  const t = useTranslations('desk.canned');
  const { data, isError } = useQuery({
    queryKey: ['canned', requestId],
    queryFn: () => readJson<FilledReplyDto[]>(`/api/desk/requests/${requestId}/replies`),
    staleTime: 30_000,
  });
  return (
    <>
      <PickList
        label={t('label')}
        searchLabel={t('search')}
        items={data ?? []}
        textOf={({ name, text }) => `${name} ${text}`}
        choose={choose}
        empty={data && <p className="text-muted px-2 text-sm">{t('none')}</p>}
      >
        {(reply) => (
          <>
            <span className="flex items-center justify-between gap-2 font-medium">
              {reply.name}
              {reply.isOfCategory && <Chip tone="info">{t('ofCategory')}</Chip>}
            </span>
            <span className="text-muted line-clamp-2">{reply.text}</span>
          </>
        )}
      </PickList>
      {!data && !isError && <SkeletonText lines={3} />}
      {isError && <p className="text-critical px-2 text-sm">{t('failed')}</p>}
      <p className="mt-2 border-t px-2 pt-2 text-sm">
        <TextLink href="/desk/replies">{t('manage')}</TextLink>
      </p>
    </>
  );
}
