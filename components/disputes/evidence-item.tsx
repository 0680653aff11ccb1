'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { TextLink } from '@/components/ui/link-button';
import { evidenceFileKinds, evidenceKinds } from '@/lib/domain/disputes/schema.kinds';
import type { EvidenceDto } from '@/lib/domain/disputes/schema';

export type RemoveEvidence = Action<{ disputeId: string; position: number }, unknown>;

interface EvidenceItemProps {
  disputeId: string;
  item: EvidenceDto;
  /** Null once it was sent or decided. */
  remove: RemoveEvidence | null;
}

/** A piece in words, or a document that can be looked at. */
export function EvidenceItem({ disputeId, item, remove }: EvidenceItemProps) {
  const t = useTranslations('review.dispute.evidence');
  const { position, body, fileName } = item;
  const words = evidenceKinds.find((one) => one === item.kind);
  const document = evidenceFileKinds.find((one) => one === item.kind);
  const kind = document
    ? t(`files.${document}`)
    : words
      ? t(`kind.${words}`)
      : item.kind.replaceAll('_', ' ');
  return (
    <li className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
      <div className="flex items-center gap-3">
        <p className="font-medium">{kind}</p>
        {remove && <Remove {...{ disputeId, position, kind, remove }} />}
      </div>
      {fileName ? (
        <TextLink href={`/api/finance/disputes/${disputeId}/evidence/${position}`} prefetch={false}>
          {fileName}
        </TextLink>
      ) : (
        <p className="prose-width whitespace-pre-wrap">{body}</p>
      )}
      <p className="text-muted">
        {item.addedBy} · <Time at={item.addedAt} format="datetime" />
      </p>
    </li>
  );
}

type RemoveProps = { disputeId: string; position: number; kind: string; remove: RemoveEvidence };

function Remove({ disputeId, position, kind, remove }: RemoveProps) {
  const t = useTranslations('review.dispute.evidence');
  const router = useRouter();
  const { run, pending } = useAction(remove, { onSuccess: () => router.refresh() });
  return (
    <Button
      size="sm"
      variant="ghost"
      className="ms-auto"
      loading={pending}
      aria-label={t('removeName', { kind })}
      onClick={() => run({ disputeId, position })}
    >
      {t('remove')}
    </Button>
  );
}
