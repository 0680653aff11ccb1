import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';
import type { RequestDto } from '@/lib/domain/support/schema.dto';

/** What the customer has to know first: that we wait for them, or that nothing more will happen here. */
export function StateBanner({ request }: { request: RequestDto }) {
  const t = useTranslations('support');
  const fileAnother = (
    <LinkButton href="/support/new" size="sm">
      {t('list.new')}
    </LinkButton>
  );
  switch (request.status) {
    case 'waiting_on_customer':
      return (
        <Banner tone="warning" title={t('request.waitingTitle')}>
          {t('request.waitingBody')}
        </Banner>
      );
    case 'resolved':
      return (
        <Banner tone="positive">
          {t.rich('request.resolvedNote', {
            date: () => <Time at={request.closesAt ?? request.updatedAt} />,
          })}
        </Banner>
      );
    case 'closed':
      return <Banner action={fileAnother}>{t('request.closedNote')}</Banner>;
    case 'cancelled':
      return (
        <Banner title={t('request.cancelledNote')} action={fileAnother}>
          {request.cancelReason && (
            <>
              {t('request.cancelReason')}: {request.cancelReason}
            </>
          )}
        </Banner>
      );
    case 'unpaid':
    case 'new':
    case 'assigned':
    case 'in_progress':
      return null;
  }
}
