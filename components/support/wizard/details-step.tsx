import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ActionForm } from '@/components/ui/use-action-form';
import { limits } from '@/lib/domain/support/schema';
import { AttachmentField } from '../attachment-field';
import { MarkdownField } from '../markdown-field';
import type { Uploads } from '../use-uploads';
import type { WizardValues } from './wizard-values';

export function DetailsStep({ form, uploads }: { form: ActionForm<WizardValues>; uploads: Uploads }) {
  const t = useTranslations('support.wizard');
  return (
    <AttachmentField uploads={uploads} error={form.error('attachments')} showHint>
      <Field label={t('subject')} hint={t('subjectHint')} error={form.error('subject')}>
        <Input maxLength={limits.subject} autoComplete="off" {...form.register('subject')} />
      </Field>
      <MarkdownField
        label={t('descriptionLabel')}
        hint={t('descriptionHint')}
        rows={10}
        text={form.form.watch('description')}
        error={form.error('description')}
        {...form.register('description')}
      />
    </AttachmentField>
  );
}
