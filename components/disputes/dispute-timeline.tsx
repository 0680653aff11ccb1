import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import type { DisputeView, EvidenceView } from './types';

type Step = { key: string; at: string; words: string };

/** What happened, in its order, and what is still awaited. */
export function DisputeTimeline({ dispute, evidence }: { dispute: DisputeView; evidence: EvidenceView[] }) {
  const t = useTranslations('review.dispute.timeline');
  const { openedAt, submittedAt, closedAt, status } = dispute;
  const steps: Step[] = [
    { key: 'opened', at: openedAt, words: t('opened') },
    ...evidence.map(({ position, kind, addedBy, addedAt }) => ({
      key: `evidence-${position}`,
      at: addedAt,
      words: t('evidence', { kind: kind.replaceAll('_', ' '), name: addedBy }),
    })),
    ...(submittedAt ? [{ key: 'submitted', at: submittedAt, words: t('submitted') }] : []),
    ...(closedAt && (status === 'won' || status === 'lost')
      ? [{ key: 'closed', at: closedAt, words: t(status) }]
      : []),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <Card as="section" aria-labelledby="timeline-title">
      <CardHeader id="timeline-title" title={t('title')} />
      <ol className="flex flex-col text-sm">
        {steps.map(({ key, at, words }) => (
          <li key={key} className="relative border-s ps-4 pb-4 last:pb-0">
            <span aria-hidden className="bg-control absolute -start-1 top-1.5 size-2 rounded-full" />
            <p>{words}</p>
            <p className="text-muted">
              <Time at={at} format="datetime" />
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
