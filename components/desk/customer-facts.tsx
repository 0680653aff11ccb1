import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { DescriptionList } from '@/components/ui/description-list';
import { TextLink } from '@/components/ui/link-button';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';

/** Who asks, and how it went with them so far. `mayOpen`: the reader may see the customer's own page. */
export function CustomerFacts({ request, mayOpen }: { request: DeskRequestDto; mayOpen: boolean }) {
  const t = useTranslations('desk.customer');
  const classes = useTranslations('support.price.classes');
  const { organisation, contact, history } = request;
  const isVip = organisation.customerClass === 'vip';
  const items = [
    {
      term: t('organisation'),
      detail: mayOpen ? (
        <TextLink href={`/admin/customers/${organisation.id}`}>{organisation.name}</TextLink>
      ) : (
        organisation.name
      ),
    },
    {
      term: t('class'),
      detail: <Chip tone={isVip ? 'accent' : 'neutral'}>{classes(isVip ? 'vip' : 'standard')}</Chip>,
    },
    {
      term: t('contact'),
      detail: (
        <>
          {contact.name}
          <span className="text-muted block truncate">{contact.email}</span>
        </>
      ),
    },
    { term: t('since'), detail: <Time at={organisation.since} /> },
    { term: t('requests'), detail: t('requestCount', { total: history.requests, open: history.open }) },
    { term: t('rating'), detail: history.averageScore ?? t('noRating') },
  ];
  return (
    <Card as="section" aria-labelledby="customer-facts">
      <CardHeader id="customer-facts" title={t('title')} />
      <DescriptionList items={items} className="grid grid-cols-2 gap-x-4 xl:grid-cols-1" />
    </Card>
  );
}
