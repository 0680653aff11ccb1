import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/link-button';
import type { RequestDto } from '@/lib/domain/support/schema.dto';

/** The way to more credits and back to this request; for whoever may not buy any, whom to ask. */
export function MoreCredits({ request }: { request: RequestDto }) {
  const t = useTranslations('promises');
  if (!request.mayMoney.buy) return <p className="text-muted basis-full text-sm">{t('askBuyer')}</p>;
  return (
    <LinkButton href={`/credits?returnTo=${encodeURIComponent(`/support/requests/${request.id}`)}`}>
      {t('buy')}
    </LinkButton>
  );
}
