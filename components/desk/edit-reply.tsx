'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { SaveReplyInput, newReplyId, replyVariables } from '@/lib/domain/desk/schema';
import type { CannedReplyDto } from '@/lib/domain/desk/schema.dto';

export type SaveReply = Action<z.input<typeof SaveReplyInput>, { replyId: string }>;

interface EditReplyProps {
  /** Null: a new one. */
  reply: CannedReplyDto | null;
  categories: { code: string; name: string }[];
  save: SaveReply;
}

/** Writes a canned reply, or writes one anew. */
export function EditReply({ reply, categories, save }: EditReplyProps) {
  const t = useTranslations('desk.canned.page');
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      size="lg"
      trigger={
        reply ? (
          <Button size="sm" variant="ghost" aria-label={t('editNamed', { name: reply.name })}>
            {t('edit')}
          </Button>
        ) : (
          <Button variant="primary">
            <Plus aria-hidden />
            {t('new')}
          </Button>
        )
      }
      title={t(reply ? 'formEdit' : 'formNew')}
      description={t('formText')}
    >
      <ReplyFields reply={reply} categories={categories} save={save} close={() => setOpen(false)} />
    </Dialog>
  );
}

function ReplyFields({ reply, categories, save, close }: EditReplyProps & { close: () => void }) {
  const t = useTranslations('desk.canned.page');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: SaveReplyInput,
    action: save,
    defaultValues: {
      replyId: reply?.id ?? newReplyId(),
      ...{ name: reply?.name ?? '', body: reply?.body ?? '', category: reply?.category ?? '' },
    },
    onSuccess: (_, { name }) => {
      toast({ title: t('saved', { name }), tone: 'positive' });
      close();
      router.refresh();
    },
  });
  const { setValue, getValues } = form.form;
  const insert = (name: string) => setValue('body', `${getValues('body')}{{${name}}}`, { shouldDirty: true });
  return (
    <ActionForm form={form}>
      <Field label={t('nameLabel')} hint={t('nameHint')} error={form.error('name')}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Field label={t('bodyLabel')} error={form.error('body')}>
        <Textarea rows={8} {...form.register('body')} />
      </Field>
      <div role="group" aria-label={t('variables')} className="flex flex-wrap gap-1.5">
        {replyVariables.map((name) => (
          <Button key={name} size="sm" aria-label={t('insert', { name })} onClick={() => insert(name)}>
            <span className="font-mono text-xs">{name}</span>
          </Button>
        ))}
      </div>
      <Field label={t('categoryLabel')} optional error={form.error('category')}>
        <Select {...form.register('category')}>
          <option value="">{t('every')}</option>
          {categories.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
