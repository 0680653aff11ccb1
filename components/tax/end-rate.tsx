'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { EndTaxRateInput, type TaxRateDto } from '@/lib/domain/tax/schema';

interface EndRateProps {
  rate: TaxRateDto;
  save: Action<{ id: string; endsOn: string }, unknown>;
  today: string;
}

export function EndRate(props: EndRateProps) {
  const t = useTranslations('admin.tax.end');
  const [open, setOpen] = useState(false);
  const { name } = props.rate;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="ghost" aria-label={t('openNamed', { name })}>
          {t('open')}
        </Button>
      }
      title={t('title', { name })}
      description={t('description')}
    >
      <EndFields {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

function EndFields({ rate, save, today, close }: EndRateProps & { close: () => void }) {
  const t = useTranslations('admin.tax.end');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: EndTaxRateInput,
    action: save,
    defaultValues: { id: rate.id, endsOn: rate.endsOn ?? today },
    onSuccess: () => {
      toast({ title: t('done', { name: rate.name }), tone: 'positive' });
      close();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('endsOn')} error={form.error('endsOn')}>
        <Input type="date" {...form.register('endsOn')} />
      </Field>
      <SubmitButton variant="danger">{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
