'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { AddEvidenceInput, DisputeRef, EvidenceDto } from '@/lib/domain/disputes/schema';
import { DocumentForm } from './document-form';
import { EvidenceItem, type RemoveEvidence } from './evidence-item';
import { WordsForm } from './words-form';

export type EvidenceActions = {
  add: Action<z.input<typeof AddEvidenceInput>, unknown>;
  remove: RemoveEvidence;
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
            <EvidenceItem
              key={item.position}
              disputeId={disputeId}
              item={item}
              remove={isOpen ? actions.remove : null}
            />
          ))}
        </ol>
      )}
      {isOpen && (
        <>
          <WordsForm disputeId={disputeId} add={actions.add} />
          <DocumentForm disputeId={disputeId} />
        </>
      )}
    </Card>
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
