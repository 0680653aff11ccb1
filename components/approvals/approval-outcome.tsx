'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Time } from '@/components/frame/time';
import { Banner } from '@/components/ui/banner';
import type { ApprovalPageDto } from '@/lib/domain/approvals/schema.dto';

interface ApprovalOutcomeProps {
  approval: ApprovalPageDto;
  /** Whether the press just now counted; null for somebody who only opened the link. */
  isNew: boolean | null;
}

/** What was recorded, or why nothing can be any more. After a press the reader is brought here. */
export function ApprovalOutcome({ approval, isNew }: ApprovalOutcomeProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNew !== null) place.current?.focus();
  }, [isNew]);
  return (
    <div ref={place} tabIndex={-1} role="status" className="rounded-md focus:outline-none">
      {approval.state === 'voided' ? (
        <Voided approval={approval} />
      ) : (
        <Decided approval={approval} isNew={isNew} />
      )}
    </div>
  );
}

function Voided({ approval }: { approval: ApprovalPageDto }) {
  const t = useTranslations('approvals');
  return (
    <Banner tone="warning" title={t('voidedTitle')}>
      {t(`voided.${approval.voidReason ?? 'changed'}`)}
    </Banner>
  );
}

function Decided({ approval, isNew }: ApprovalOutcomeProps) {
  const t = useTranslations('approvals');
  const isYes = approval.state === 'approved';
  const by = {
    owner: () => <bdi>{approval.owner}</bdi>,
    when: () => <Time at={approval.decidedAt ?? approval.askedAt} />,
  };
  return (
    <Banner tone={isYes ? 'positive' : 'critical'} title={t(isYes ? 'approvedTitle' : 'rejectedTitle')}>
      <p>{t.rich(isYes ? 'approvedBy' : 'rejectedBy', by)}</p>
      {approval.comment && (
        <p className="mt-1 break-words whitespace-pre-line">
          <span className="text-muted">{t('yourComment')}: </span>
          <bdi>{approval.comment}</bdi>
        </p>
      )}
      {isNew !== null && <p className="mt-1">{t(isNew ? 'thanks' : 'before')}</p>}
    </Banner>
  );
}
