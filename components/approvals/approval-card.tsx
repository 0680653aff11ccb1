'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Card } from '@/components/ui/card';
import type { Decision, DecideApprovalInput } from '@/lib/domain/approvals/schema';
import type { ApprovalPageDto, DecisionDto } from '@/lib/domain/approvals/schema.dto';
import { ApprovalOutcome } from './approval-outcome';
import { ApprovalQuestion } from './approval-question';
import { DecisionForm } from './decision-form';

interface ApprovalCardProps {
  token: string;
  approval: ApprovalPageDto;
  /** The button that was pressed in the mail: it only marks one here. */
  choice?: Decision;
  decide: Action<z.input<typeof DecideApprovalInput>, DecisionDto>;
}

/** One question to an owner: what it is about, and either two buttons or what became of it. */
export function ApprovalCard({ token, approval, choice, decide }: ApprovalCardProps) {
  const t = useTranslations('approvals');
  const [decided, setDecided] = useState<DecisionDto | null>(null);
  const shown = decided ?? approval;
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="text-2xl font-semibold">{t('title')}</h1>
        {shown.state === 'pending' && (
          <p className="text-muted">
            {t.rich('lead', {
              asker: () => <bdi>{shown.asker}</bdi>,
              organisation: () => <bdi>{shown.organisation}</bdi>,
            })}
          </p>
        )}
      </header>
      {shown.state !== 'pending' && <ApprovalOutcome approval={shown} isNew={decided?.isNew ?? null} />}
      <ApprovalQuestion approval={shown} />
      {shown.state === 'pending' && (
        <Card className="flex flex-col gap-4">
          <DecisionForm token={token} choice={choice} decide={decide} onDecided={setDecided} />
        </Card>
      )}
    </>
  );
}
