import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import type { ReviewRowDto } from '@/lib/domain/proofs/schema';
import { ProofChip } from './proof-chip';

/** The proofs that came for one payment, as finance sees them. */
export function PaymentProofs({ proofs }: { proofs: ReviewRowDto[] }) {
  const t = useTranslations('review.payment');
  return (
    <Card as="section" aria-labelledby="proofs-title">
      <CardHeader id="proofs-title" title={t('proofs')} />
      {proofs.length === 0 ? (
        <EmptyState picture="none" title={t('noProofs')} />
      ) : (
        <ul className="divide-line divide-y text-sm">
          {proofs.map(({ id, fileName, status }) => (
            <li key={id} className="flex flex-wrap items-center gap-3 py-2 first:pt-0 last:pb-0">
              <TextLink href={`/finance/proofs/${id}`} className="min-w-0 truncate">
                {fileName}
              </TextLink>
              <ProofChip state={status} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
