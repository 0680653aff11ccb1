import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';

export type PaymentFilterValues = { text?: string; provider?: string; status?: string; differs?: string };

const PATH = '/finance/payments';
const PROVIDERS = ['stripe', 'paymob', 'bank_transfer'] as const;
const STATUSES = ['open', 'processing', 'succeeded', 'failed', 'cancelled', 'expired'] as const;

/** A plain GET form: the filters stand in the address. */
export function PaymentFilters({ filters }: { filters: PaymentFilterValues }) {
  const t = useTranslations('review.payments.filter');
  const provider = useTranslations('payments.provider.short');
  const status = useTranslations('payments.status');
  const common = useTranslations('common');
  return (
    <form
      key={JSON.stringify(filters)}
      action={PATH}
      method="get"
      role="search"
      className="grid grid-cols-2 items-end gap-3 md:grid-cols-3 xl:grid-cols-[2fr_1fr_1fr_1fr_auto]"
    >
      <Field label={t('q')} className="max-md:col-span-2">
        <Input
          type="search"
          name="text"
          maxLength={120}
          defaultValue={filters.text}
          start={<Search aria-hidden className="size-4" />}
        />
      </Field>
      <Field label={t('provider')}>
        <Select name="provider" defaultValue={filters.provider ?? ''}>
          <option value="">{common('all')}</option>
          {PROVIDERS.map((code) => (
            <option key={code} value={code}>
              {provider(code)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('status')}>
        <Select name="status" defaultValue={filters.status ?? ''}>
          <option value="">{common('all')}</option>
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {status(one)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('difference')}>
        <Select name="differs" defaultValue={filters.differs ?? ''}>
          <option value="">{common('all')}</option>
          <option value="yes">{t('differs')}</option>
        </Select>
      </Field>
      <div className="flex gap-2">
        <Button type="submit">{common('apply')}</Button>
        <LinkButton href={PATH} variant="ghost">
          {common('clear')}
        </LinkButton>
      </div>
    </form>
  );
}
