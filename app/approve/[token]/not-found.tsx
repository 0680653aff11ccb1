import { UnknownApproval } from '@/components/approvals/unknown-approval';
import { PublicFrame } from '@/components/frame/public-frame';
import { getBrandName } from '@/lib/domain/notifications/brand-name';

/** For a link that was cut off, or made up. */
export default async function UnknownApprovalPage() {
  return (
    <PublicFrame brand={await getBrandName()} words={[]}>
      <UnknownApproval />
    </PublicFrame>
  );
}
