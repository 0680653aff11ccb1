'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useWatch } from 'react-hook-form';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useAction, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { SaveTelegramInput, type TelegramDto } from '@/lib/domain/notifications/schema';

interface TelegramCardProps {
  telegram: TelegramDto;
  save: Action<z.input<typeof SaveTelegramInput>, unknown>;
  tryIt: Action<Record<string, never>, unknown>;
}

/** Which chat the team reads, what is said there, and a first sentence to see whether it arrives. */
export function TelegramCard({ telegram, save, tryIt }: TelegramCardProps) {
  const t = useTranslations('outbox.telegramChat');
  const event = useTranslations('notifications.events');
  const toast = useToast();
  const router = useRouter();
  const { chatId, events, choices, bot } = telegram;
  const form = useActionForm({
    schema: SaveTelegramInput,
    action: save,
    defaultValues: { chatId, events },
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  const trial = useAction(tryIt, { onSuccess: () => toast({ title: t('tried'), tone: 'positive' }) });
  const chosen = useWatch({ control: form.form.control, name: 'events' });
  const choose = (name: (typeof choices)[number], isChosen: boolean) =>
    form.form.setValue('events', isChosen ? [...chosen, name] : chosen.filter((other) => other !== name));
  return (
    <Card>
      <CardHeader title={t('title')} description={t('lead')} />
      {bot !== 'real' && (
        <Banner tone={bot === 'none' ? 'warning' : 'info'} className="mb-4">
          {t(bot)}
        </Banner>
      )}
      <ActionForm form={form} className="max-w-form">
        <Field label={t('chat')} hint={t('chatHint')} error={form.error('chatId')} optional>
          <Input autoComplete="off" {...form.register('chatId')} />
        </Field>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 text-sm font-medium">{t('events')}</legend>
          {choices.map((name) => (
            <Checkbox
              key={name}
              label={event(name)}
              checked={chosen.includes(name)}
              disabled={!form.hydrated}
              onChange={({ target }) => choose(name, target.checked)}
            />
          ))}
        </fieldset>
        <div className="flex flex-wrap gap-2">
          <SubmitButton>{t('save')}</SubmitButton>
          {chatId && bot !== 'none' && (
            <Button loading={trial.pending} onClick={() => trial.run({})}>
              {t('try')}
            </Button>
          )}
        </div>
      </ActionForm>
    </Card>
  );
}
