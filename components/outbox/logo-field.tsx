'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRef, useState, useTransition, type ChangeEvent } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { FieldNotes } from '@/components/ui/field';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import { useFieldMessage } from '@/components/ui/use-field-message';
import { useHydrated } from '@/components/ui/use-hydrated';
import { brandLimits } from '@/lib/domain/notifications/schema';

interface LogoFieldProps {
  name: string;
  logoKey: string | null;
  remove: Action<Record<string, never>, unknown>;
}

type Answer = { detail?: string; fields?: Record<string, string> };

/** The picture that mails show: chosen, seen as it is, replaced or taken away. */
export function LogoField({ name, logoKey, remove }: LogoFieldProps) {
  const [t, words] = [useTranslations('outbox.brand'), useTranslations('ui.form')];
  const router = useRouter();
  const toast = useToast();
  const hydrated = useHydrated();
  const message = useFieldMessage();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | undefined>();
  const [pending, start] = useTransition();
  const away = useAction(remove, {
    onSuccess: () => {
      toast({ title: t('logoRemoved'), tone: 'positive' });
      router.refresh();
    },
  });
  const send = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    target.value = '';
    if (!file) return;
    if (file.size > brandLimits.logoBytes) return setError(message('logo'));
    start(async () => {
      const answer = await fetch('/api/admin/brand/logo', { method: 'POST', body: file }).catch(() => null);
      if (!answer) return setError(words('network'));
      if (answer.ok) {
        setError(undefined);
        toast({ title: t('logoSaved'), tone: 'positive' });
        return router.refresh();
      }
      const body = (await answer.json().catch(() => null)) as Answer | null;
      setError(message(body?.fields?.file) ?? body?.detail ?? words('failed'));
    });
  };
  return (
    <div className="mt-6 flex flex-col gap-2 border-t pt-4">
      <p className="text-sm font-medium">{t('logo')}</p>
      {logoKey && (
        <div
          role="img"
          aria-label={t('logoAlt', { name })}
          style={{ backgroundImage: `url("/${logoKey}")` }}
          className="bg-surface h-9 w-52 rounded-md border bg-contain bg-left bg-no-repeat"
        />
      )}
      <FieldNotes id="logo" hint={t('logoHint')} message={error} />
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg"
          className="sr-only"
          tabIndex={-1}
          aria-label={t('chooseLogo')}
          onChange={send}
        />
        <Button disabled={!hydrated} loading={pending} onClick={() => input.current?.click()}>
          {t(logoKey ? 'replaceLogo' : 'chooseLogo')}
        </Button>
        {logoKey && (
          <Button variant="ghost" loading={away.pending} onClick={() => away.run({})}>
            {t('removeLogo')}
          </Button>
        )}
      </div>
    </div>
  );
}
