'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Action } from '@/components/ui/action-result';
import { useAction } from '@/components/ui/form';
import { Switch } from '@/components/ui/switch';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { RequestDto } from '@/lib/domain/support/schema.dto';

export type MuteAction = Action<{ requestId: string; isMuted: boolean }, { isMuted: boolean }>;

interface FollowSwitchProps {
  request: Pick<RequestDto, 'id' | 'following'>;
  mute: MuteAction;
  onDone: () => void;
}

/** Whether the reader hears of a request, by mail, in the bell and in the count. */
export function FollowSwitch({ request, mute, onDone }: FollowSwitchProps) {
  const t = useTranslations('thread.follow');
  const hydrated = useHydrated();
  const { id, following } = request;
  // What was chosen shows at once, until the request itself says so.
  const [chosen, setChosen] = useState<{ isOn: boolean; before: typeof following } | null>(null);
  const { run, pending } = useAction(mute, { onSuccess: onDone, onFailure: () => setChosen(null) });
  const isOn = chosen?.before === following ? chosen.isOn : following === 'yes';
  return (
    <Switch
      label={t('label')}
      hint={t(isOn ? 'yes' : following === 'no' ? 'no' : 'muted')}
      checked={isOn}
      disabled={!hydrated || pending}
      onChange={({ target }) => {
        setChosen({ isOn: target.checked, before: following });
        run({ requestId: id, isMuted: !target.checked });
      }}
    />
  );
}
