'use client';

import { Laptop, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { SessionDto } from '@/lib/domain/accounts/schema';

type Revoke = Action<{ sessionId: string }, unknown>;

/** Where the person is signed in; every place but this one can be ended. */
export function SessionList({ sessions, revoke }: { sessions: SessionDto[]; revoke: Revoke }) {
  return (
    <ul className="divide-line divide-y">
      {sessions.map((session) => (
        <SessionItem key={session.id} session={session} revoke={revoke} />
      ))}
    </ul>
  );
}

const HANDHELD = ['iPhone', 'iPad', 'Android'];

function SessionItem({ session, revoke }: { session: SessionDto; revoke: Revoke }) {
  const t = useTranslations('settings.sessions');
  const { browser, system } = session.device;
  const device = t(browser && system ? 'device' : 'unknownDevice', {
    browser: browser ?? '',
    system: system ?? '',
  });
  const Icon = HANDHELD.includes(system ?? '') ? Smartphone : Laptop;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Icon aria-hidden className="text-muted size-5 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {device}
          {session.isCurrent && <Chip tone="accent">{t('this')}</Chip>}
        </p>
        <p className="text-muted flex flex-wrap gap-x-3 text-sm">
          <span className="font-mono">{session.ip ?? t('unknownAddress')}</span>
          <span>
            {t('seen')} <Time at={session.lastSeenAt} format="relative" />
          </span>
          <span>
            {t('since')} <Time at={session.createdAt} />
          </span>
        </p>
      </div>
      {!session.isCurrent && <EndButton sessionId={session.id} device={device} revoke={revoke} />}
    </li>
  );
}

function EndButton({ sessionId, device, revoke }: { sessionId: string; device: string; revoke: Revoke }) {
  const t = useTranslations('settings.sessions');
  const router = useRouter();
  const toast = useToast();
  const { run, pending } = useAction(revoke, {
    onSuccess: () => {
      toast({ title: t('ended', { device }), tone: 'positive' });
      router.refresh();
    },
    // Over already: the list is old.
    onFailure: () => router.refresh(),
  });
  return (
    <Button
      size="sm"
      loading={pending}
      aria-label={t('endNamed', { device })}
      onClick={() => run({ sessionId })}
    >
      {t('end')}
    </Button>
  );
}
