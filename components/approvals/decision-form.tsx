'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useAction } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';
import { Textarea } from '@/components/ui/textarea';
import { useHydrated } from '@/components/ui/use-hydrated';
import { type DecideApprovalInput, type Decision, limits } from '@/lib/domain/approvals/schema';
import type { DecisionDto } from '@/lib/domain/approvals/schema.dto';

interface DecisionFormProps {
  token: string;
  choice?: Decision;
  decide: Action<z.input<typeof DecideApprovalInput>, DecisionDto>;
  onDecided: (decided: DecisionDto) => void;
}

/** The two buttons. Nothing is sent before one of them is pressed here, whatever the address says. */
export function DecisionForm({ token, choice, decide, onDecided }: DecisionFormProps) {
  const t = useTranslations('approvals');
  const hydrated = useHydrated();
  const [comment, setComment] = useState('');
  const [sent, setSent] = useState<Decision | null>(null);
  const act = useAction(decide, { onSuccess: onDecided, quiet: true });
  const press = (decision: Decision) => () => {
    if (act.pending) return;
    setSent(decision);
    act.run({ token, decision, comment });
  };
  const chosen = choice && t(choice === 'approved' ? 'chosenApprove' : 'chosenReject');
  return (
    <section aria-label={t('decide')} className="flex flex-col gap-4">
      {act.failure && (
        <FormError
          message={act.failure.code === 'network' ? t('failed') : act.failure.message}
          requestId={act.failure.requestId}
        />
      )}
      {chosen && <p role="note">{chosen}</p>}
      <Field label={t('comment')} hint={t('commentHint')}>
        <Textarea
          dir="auto"
          maxLength={limits.comment}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap gap-3">
        {(['approved', 'rejected'] as const).map((decision) => (
          <Button
            key={decision}
            variant={(choice ?? 'approved') === decision ? 'primary' : 'secondary'}
            disabled={!hydrated}
            loading={act.pending && sent === decision}
            className="min-w-32"
            onClick={press(decision)}
          >
            {t(decision === 'approved' ? 'approve' : 'reject')}
          </Button>
        ))}
      </div>
      <p role="status" className="text-muted text-sm">
        {act.pending ? t('sending') : t('once')}
      </p>
    </section>
  );
}
