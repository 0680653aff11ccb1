'use client';

import { useQuery } from '@tanstack/react-query';
import { AtSign } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { readJson } from '@/components/read-json';
import { Button } from '@/components/ui/button';
import { PickList } from '@/components/ui/pick-list';
import { Popover } from '@/components/ui/popover';
import type { ColleagueDto } from '@/lib/domain/desk/schema.dto';
import { mentionOf } from '@/lib/domain/support/schema.mentions';
import type { ComposerHandle } from './composer-handle';

const SHOWN = 8;

interface MentionPickerProps {
  composer: RefObject<ComposerHandle | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Names a colleague in a note: by the button, or by typing @. */
export function MentionPicker({ composer, open, onOpenChange }: MentionPickerProps) {
  const t = useTranslations('thread.mention');
  return (
    <Popover
      label={t('label')}
      align="start"
      open={open}
      onOpenChange={onOpenChange}
      className="w-72 p-2"
      trigger={
        <Button size="icon" aria-label={t('label')}>
          <AtSign aria-hidden />
        </Button>
      }
    >
      <Colleagues
        choose={(colleague) => {
          onOpenChange(false);
          composer.current?.insert(`${mentionOf(colleague)} `, { instead: '@' });
        }}
      />
    </Popover>
  );
}

function Colleagues({ choose }: { choose: (colleague: ColleagueDto) => void }) {
  const t = useTranslations('thread.mention');
  const { data = [], isPending } = useQuery({
    queryKey: ['colleagues'],
    queryFn: () => readJson<ColleagueDto[]>('/api/desk/colleagues'),
    staleTime: 60_000,
  });
  return (
    <PickList
      label={t('label')}
      searchLabel={t('search')}
      items={data}
      textOf={({ name }) => name}
      most={SHOWN}
      choose={choose}
      empty={!isPending && <p className="text-muted px-2 py-1.5 text-sm">{t('nobody')}</p>}
    >
      {({ name }) => name}
    </PickList>
  );
}
