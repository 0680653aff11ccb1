import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { type JournalFilters, journalKinds } from '@/lib/domain/books/schema';

/** A plain GET form: the address says what is shown. */
export function JournalFilterForm({ filters, isBad }: { filters: JournalFilters; isBad: boolean }) {
  const t = useTranslations('books');
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <section aria-label={t('filter.label')} className="flex flex-col gap-3">
      {isBad && (
        <Banner tone="warning" role="status">
          {t('filter.bad')}
        </Banner>
      )}
      <form
        key={JSON.stringify(filters)}
        action="/finance/books/journal"
        method="get"
        className="grid grid-cols-2 items-end gap-3 md:flex md:flex-wrap"
      >
        <Field label={t('filter.kind')} className="md:w-44">
          <Select name="kind" defaultValue={filters.kind ?? ''}>
            <option value="">{t('filter.all')}</option>
            {journalKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('filter.account')} className="md:w-44">
          <Input name="account" defaultValue={filters.account} placeholder="cash:stripe" />
        </Field>
        <Field label={t('filter.about')} className="max-md:col-span-2 md:w-60">
          <Input name="about" defaultValue={filters.about} />
        </Field>
        <Field label={t('filter.from')} className="md:w-36">
          <Input type="date" name="from" defaultValue={filters.from} />
        </Field>
        <Field label={t('filter.to')} className="md:w-36">
          <Input type="date" name="to" defaultValue={filters.to} />
        </Field>
        {filters.currency && <input type="hidden" name="currency" value={filters.currency} />}
        <Checkbox name="late" value="1" label={t('filter.late')} defaultChecked={filters.late === '1'} />
        <Button type="submit">{t('filter.apply')}</Button>
        {isFiltered && (
          <LinkButton href="/finance/books/journal" variant="ghost">
            {t('filter.clear')}
          </LinkButton>
        )}
      </form>
    </section>
  );
}
