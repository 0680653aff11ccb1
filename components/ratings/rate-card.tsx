'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Textarea } from '@/components/ui/textarea';
import { RateByLinkInput } from '@/lib/domain/ratings/schema';
import type { RatingLinkDto } from '@/lib/domain/ratings/schema.dto';
import { Stars } from './stars';

export type RateByLink = Action<z.input<typeof RateByLinkInput>, { score: number }>;

interface RateCardProps {
  token: string;
  rating: RatingLinkDto;
  /** The star that was pressed in the mail: chosen here, and sent by nobody but a person. */
  pressed?: number;
  rate: RateByLink;
}

/** What somebody without a session sees of their request: its name, and how they found it. */
export function RateCard({ token, rating, pressed, rate }: RateCardProps) {
  const t = useTranslations('rating');
  const { number, subject, expert, state } = rating;
  return (
    <Card className="flex flex-col gap-4">
      <div>
        <h1 className="text-lg font-semibold">{t('title')}</h1>
        <p className="text-muted">
          <bdi>{subject}</bdi> · <bdi className="font-mono text-sm">{number}</bdi>
        </p>
        {expert && <p className="text-muted">{t.rich('expert', { name: () => <bdi>{expert}</bdi> })}</p>}
      </div>
      {state === 'early' ? (
        <Banner>{t('early')}</Banner>
      ) : state === 'fixed' ? (
        <Banner>{t('fixed', { score: rating.score ?? 0 })}</Banner>
      ) : (
        <RateForm token={token} rating={rating} pressed={pressed} rate={rate} />
      )}
    </Card>
  );
}

function RateForm({ token, rating, pressed, rate }: RateCardProps) {
  const t = useTranslations('rating');
  const [isSent, setSent] = useState(false);
  const before = pressed ?? rating.score;
  const form = useActionForm({
    schema: RateByLinkInput,
    action: rate,
    defaultValues: { token, score: before === null ? '' : String(before), comment: rating.comment },
    onSuccess: () => setSent(true),
  });
  return (
    <>
      {isSent && (
        <Banner tone="positive" role="status" title={t('sent')}>
          {t('sentText')}
        </Banner>
      )}
      <ActionForm form={form} label={t('title')}>
        <Stars
          words="rating.stars"
          chosen={Number(form.form.watch('score') ?? 0)}
          error={form.error('score')}
          register={form.register('score')}
        />
        <Field label={t('comment')} optional error={form.error('comment')}>
          <Textarea rows={4} dir="auto" {...form.register('comment')} />
        </Field>
        <SubmitButton>{t(isSent || rating.score !== null ? 'change' : 'send')}</SubmitButton>
      </ActionForm>
    </>
  );
}
