import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { StatusChip } from '@/components/support/status-chip';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import type { OpenRequestDto } from '@/lib/domain/overview/schema';

export function RequestsCard({ requests }: { requests: OpenRequestDto[] }) {
  const t = useTranslations('overview.requests');
  return (
    <Card as="section" aria-labelledby="requests-title">
      <CardHeader
        id="requests-title"
        title={t('title')}
        actions={requests.length > 0 && <TextLink href="/support">{t('all')}</TextLink>}
      />
      {requests.length === 0 ? (
        <EmptyState
          picture="list"
          title={t('empty')}
          action={<LinkButton href="/support/new">{t('new')}</LinkButton>}
        />
      ) : (
        <ul className="divide-line -my-2 divide-y">
          {requests.map(({ id, number, subject, status, updatedAt }) => (
            <li key={id} className="flex items-center justify-between gap-3 py-2 text-sm">
              <div className="min-w-0">
                <Link
                  href={`/support/requests/${id}`}
                  className="hover:text-accent block truncate rounded-sm font-medium"
                >
                  {subject}
                </Link>
                <span className="text-muted">
                  <span className="font-mono">{number}</span> · <Time at={updatedAt} format="relative" />
                </span>
              </div>
              <StatusChip status={status} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
