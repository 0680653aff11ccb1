import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import type { ApprovalDto } from '@/lib/domain/approvals/schema.dto';
import { approvalTone } from './approval-tone';

/** What owners were asked about a request and what came of it; apart from that, who seems to have looked at the link. */
export function ApprovalHistory({ approvals }: { approvals: ApprovalDto[] }) {
  const t = useTranslations('asking');
  if (approvals.length === 0) return null;
  return (
    <Card as="section" aria-labelledby="approval-history">
      <CardHeader id="approval-history" title={t('history')} />
      <ol className="divide-line flex flex-col divide-y">
        {approvals.map((approval) => (
          <li key={approval.id} className="flex flex-col gap-1 py-3 text-sm first:pt-0 last:pb-0">
            <Entry approval={approval} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Entry({ approval }: { approval: ApprovalDto }) {
  const t = useTranslations('asking');
  const { state, voidReason, owner, askedBy, askedAt, decidedAt, remindedAt, comment, lines, views } =
    approval;
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <Chip tone={approvalTone[state]}>{t(`state.${state}`)}</Chip>
        <bdi title={owner.email}>{owner.name}</bdi>
      </p>
      {voidReason && <p className="text-muted">{t(`voidReason.${voidReason}`)}</p>}
      <p className="text-muted">
        {t('askedBy', { name: askedBy })}, <Time at={askedAt} />
      </p>
      {remindedAt && (
        <p className="text-muted">
          {t('reminded')} <Time at={remindedAt} />
        </p>
      )}
      {decidedAt && (
        <p className="text-muted">
          {t('decidedOn')} <Time at={decidedAt} format="datetime" />
        </p>
      )}
      {comment && (
        <p dir="auto" className="[overflow-wrap:anywhere] whitespace-pre-line">
          {comment}
        </p>
      )}
      <p className="text-muted">
        {t('opened', { people: views.people })}
        {views.scanners > 0 && ` ${t('scanners', { count: views.scanners })}`}
      </p>
      <details>
        <summary className="cursor-pointer">{t('summary')}</summary>
        <ul className="list-disc ps-4 pt-1">
          {lines.map((line, index) => (
            <li key={index} dir="auto">
              {line}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
