'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { FileIcon } from '@/components/ui/file-icon';
import { formatMoney } from '@/lib/core/format';
import { PdfPreview } from '@/components/pdf/pdf-preview';
import { ProofChip } from './proof-chip';
import type { ProofDto } from '@/lib/domain/proofs/schema';

interface ProofListProps {
  proofs: ProofDto[];
  currency: string;
}

/** The proofs of one transfer, the newest first, each with what became of it. */
export function ProofList({ proofs, currency }: ProofListProps) {
  const t = useTranslations('payments.proof');
  return (
    <ul aria-label={t('list')} className="divide-line flex flex-col divide-y">
      {proofs.map((proof) => (
        <li key={proof.id} className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <FileIcon mediaType={proof.mediaType} />
            <span className="min-w-0 flex-1 truncate text-sm font-medium">{proof.fileName}</span>
            <ProofChip state={proof.status} />
            <Look proof={proof} />
          </div>
          <Stated proof={proof} currency={currency} />
          <Became proof={proof} currency={currency} />
        </li>
      ))}
    </ul>
  );
}

function Look({ proof }: { proof: ProofDto }) {
  const t = useTranslations('payments.proof');
  return (
    <Dialog
      size="lg"
      trigger={
        <Button size="sm" aria-label={t('lookAt', { name: proof.fileName })}>
          {t('look')}
        </Button>
      }
      title={proof.fileName}
    >
      <PdfPreview
        src={`/api/portal/proofs/${proof.id}`}
        fileName={proof.fileName}
        mediaType={proof.mediaType}
        className="h-[70dvh]"
      />
    </Dialog>
  );
}

function Stated({ proof, currency }: { proof: ProofDto; currency: string }) {
  const t = useTranslations('payments.proof');
  const locale = useLocale();
  return (
    <p className="text-muted figures text-sm">
      {t.rich('stated', {
        amount: formatMoney(proof.statedMinor, currency, locale),
        reference: proof.statedReference,
        day: () => <Time at={proof.statedOn} />,
        sent: () => <Time at={proof.createdAt} format="datetime" />,
      })}
    </p>
  );
}

function Became({ proof, currency }: { proof: ProofDto; currency: string }) {
  const t = useTranslations('payments.proof.became');
  const locale = useLocale();
  const { status, reason, receivedMinor, receivedOn } = proof;
  if (status === 'accepted')
    return (
      <p className="text-sm">
        {t.rich('accepted', {
          amount: formatMoney(receivedMinor ?? '0', currency, locale),
          day: () => <Time at={receivedOn ?? proof.statedOn} />,
        })}
      </p>
    );
  if (status === 'submitted') return <p className="text-sm">{t('submitted')}</p>;
  return (
    <div className="text-sm">
      <p>{t(status)}</p>
      {reason && <blockquote className="mt-1 border-s-2 ps-3">{reason}</blockquote>}
    </div>
  );
}
