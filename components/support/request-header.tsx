import { PageCrumbs } from '@/components/frame/shell-context';
import { PageHeader } from '@/components/ui/page-header';
import type { RequestStatus } from '@/lib/domain/support/schema';
import { StatusChip } from './status-chip';

interface RequestHeaderProps {
  request: { number: string; subject: string; status: RequestStatus };
  side: 'customer' | 'staff';
  back: { href: string; label: string };
}

/** What the request is about, its number and where it stands. */
export function RequestHeader({ request, side, back }: RequestHeaderProps) {
  return (
    <>
      <PageCrumbs items={[{ label: request.number }]} />
      <PageHeader
        title={request.subject}
        description={<span className="font-mono text-sm">{request.number}</span>}
        status={<StatusChip status={request.status} side={side} />}
        back={back}
      />
    </>
  );
}
