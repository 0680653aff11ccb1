'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useAction, useActionForm } from '@/components/ui/form';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { AddEvidenceInput, type DisputeRef, type EvidenceDto } from '@/lib/domain/disputes/schema';

/** As Stripe names them. */
const KINDS = AddEvidenceInput.shape.kind.options;

export type EvidenceActions = {
  add: Action<z.input<typeof AddEvidenceInput>, unknown>;
  submit: Action<z.input<typeof DisputeRef>, unknown>;
};

interface EvidenceCardProps {
  disputeId: string;
  evidence: EvidenceDto[];
  /** False once it was sent or decided: then it is only read. */
  isOpen: boolean;
  actions: EvidenceActions;
}

/** What we say to the card's bank, gathered here and sent once. */
export function EvidenceCard({ disputeId, evidence, isOpen, actions }: EvidenceCardProps) {
  const t = useTranslations('review.dispute.evidence');
  return (
    <Card as="section" aria-labelledby="evidence-title" className="flex flex-col gap-5">
      <CardHeader
        id="evidence-title"
        title={t('title')}
        description={isOpen ? t('text') : undefined}
        className="mb-0"
        actions={isOpen && evidence.length > 0 && <Submit disputeId={disputeId} submit={actions.submit} />}
      />
      {evidence.length === 0 ? (
        <EmptyState picture="none" title={t(isOpen ? 'empty' : 'none')} />
      ) : (
        <ol className="divide-line divide-y text-sm">
          {evidence.map((item) => (
            <Item key={item.position} item={item} />
          ))}
        </ol>
      )}
      {isOpen && <AddForm disputeId={disputeId} add={actions.add} />}
    </Card>
  );
}

function Item({ item }: { item: EvidenceDto }) {
  const t = useTranslations('review.dispute.evidence');
  const kind = KINDS.find((one) => one === item.kind);
  return (
    <li className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
      <p className="font-medium">{kind ? t(`kind.${kind}`) : item.kind.replaceAll('_', ' ')}</p>
      <p className="prose-width whitespace-pre-wrap">{item.body}</p>
      <p className="text-muted">
        {item.addedBy} · <Time at={item.addedAt} format="datetime" />
      </p>
    </li>
  );
}

function AddForm({ disputeId, add }: { disputeId: string; add: EvidenceActions['add'] }) {
  const t = useTranslations('review.dispute.evidence');
  const router = useRouter();
  const form = useActionForm({
    schema: AddEvidenceInput,
    action: add,
    defaultValues: { disputeId, kind: 'product_description' as const, body: '' },
    resetOnSuccess: true,
    onSuccess: () => router.refresh(),
  });
  return (
    <ActionForm form={form} label={t('add')} className="border-t pt-5">
      <Field label={t('kindLabel')} error={form.error('kind')} className="max-w-form">
        <Select {...form.register('kind')}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('body')} error={form.error('body')}>
        <Textarea rows={4} {...form.register('body')} />
      </Field>
      <SubmitButton variant="secondary">{t('add')}</SubmitButton>
    </ActionForm>
  );
}

function Submit({ disputeId, submit }: { disputeId: string; submit: EvidenceActions['submit'] }) {
  const t = useTranslations('review.dispute.evidence');
  const router = useRouter();
  const toast = useToast();
  const { run } = useAction(submit, {
    onSuccess: () => {
      toast({ title: t('submitted'), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <ConfirmDialog
      trigger={<Button variant="primary">{t('submit')}</Button>}
      tone="primary"
      title={t('submitTitle')}
      description={t('submitText')}
      confirmLabel={t('submit')}
      onConfirm={() => run({ disputeId })}
    />
  );
}
