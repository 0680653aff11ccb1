'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import {
  CreateKeyInput,
  keyScopes,
  MAX_RATE_PER_MINUTE,
  type NewKeyDto,
  RATE_PER_MINUTE,
} from '@/lib/domain/apps/schema';
import type { CreateKey } from './key-types';
import { ScopeChoice } from './scope-choice';

/** Whose key it becomes: the owner's own organisation, an app, or a customer that an administrator names. */
export type KeyOwner = { kind: 'own' } | { kind: 'app'; appId: string } | { kind: 'customer' };

const EXPIRY_DAYS = [30, 90, 365];
const OWNERS_SCOPES = keyScopes.filter((scope) => scope !== 'credits:grant');

interface CreateKeyFormProps {
  action: CreateKey;
  owner: KeyOwner;
  onMade: (made: NewKeyDto) => void;
}

export function CreateKeyForm({ action, owner, onMade }: CreateKeyFormProps) {
  const t = useTranslations('developers.create');
  const isOwn = owner.kind === 'own';
  const form = useActionForm({
    schema: CreateKeyInput,
    action,
    defaultValues: {
      ...{ name: '', scopes: [], ratePerMinute: RATE_PER_MINUTE, allowedIps: '', expiresInDays: '' },
      ...(owner.kind === 'app' ? { app: owner.appId } : {}),
      ...(owner.kind === 'customer' ? { organisation: '' } : {}),
    },
    onSuccess: onMade,
  });
  return (
    <ActionForm form={form}>
      {owner.kind === 'customer' && (
        <Field label={t('organisation')} hint={t('organisationHint')} error={form.error('organisation')}>
          <Input autoComplete="off" spellCheck={false} {...form.register('organisation')} />
        </Field>
      )}
      <Field label={t('name')} hint={t('nameHint')} error={form.error('name')}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <ScopeChoice
        scopes={isOwn ? OWNERS_SCOPES : keyScopes}
        error={form.error('scopes')}
        field={form.register('scopes')}
      />
      <Field
        label={t('rate')}
        hint={t('rateHint', { max: isOwn ? RATE_PER_MINUTE : MAX_RATE_PER_MINUTE })}
        error={form.error('ratePerMinute')}
      >
        <Input inputMode="numeric" autoComplete="off" {...form.register('ratePerMinute')} />
      </Field>
      <Field label={t('expiry')} error={form.error('expiresInDays')}>
        <Select {...form.register('expiresInDays')}>
          <option value="">{t('expiryNever')}</option>
          {EXPIRY_DAYS.map((days) => (
            <option key={days} value={days}>
              {t('expiryIn', { days })}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('addresses')} hint={t('addressesHint')} error={form.error('allowedIps')} optional>
        <Textarea rows={2} spellCheck={false} className="font-mono" {...form.register('allowedIps')} />
      </Field>
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
