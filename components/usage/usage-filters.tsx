import { useLocale, useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { LinkTabs } from '@/components/ui/tabs';
import { formatDate } from '@/lib/core/format';
import {
  type UsageChoices,
  type UsageSearch,
  presets,
  usageHref,
  usageParams,
} from '@/lib/domain/analytics/schema.usage';

type Props = { search: UsageSearch; choices: UsageChoices; adjusted: boolean };

/** Presets as links, days and filters by plain GET forms: the address says it all. */
export function UsageFilters({ search, choices, adjusted }: Props) {
  const t = useTranslations('usage');
  const locale = useLocale();
  const { range } = search;
  return (
    <section aria-label={t('filters.label')} className="flex flex-col gap-4">
      {adjusted && (
        <Banner tone="warning" role="status">
          {t('adjusted')}
        </Banner>
      )}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <LinkTabs
          label={t('filters.label')}
          tabs={presets.map((preset) => ({
            href: usageHref({ ...search, range: { ...range, preset } }),
            label: t(`filters.preset.${preset}`),
            current: preset === range.preset,
          }))}
        />
        <form action="/usage" method="get" className="flex flex-wrap items-end gap-2">
          <Kept search={search} except={['range', 'from', 'to']} />
          <Field label={t('filters.from')} className="w-36">
            <Input key={range.from} type="date" name="from" defaultValue={range.from} required />
          </Field>
          <Field label={t('filters.to')} className="w-36">
            <Input key={range.to} type="date" name="to" defaultValue={range.to} required />
          </Field>
          <Button type="submit">{t('filters.showDays')}</Button>
        </form>
      </div>
      <WhoseForm search={search} choices={choices} />
      <p className="text-muted text-sm">
        {t('filters.shown', {
          from: formatDate(range.from, locale),
          to: formatDate(range.to, locale),
          days: range.days,
        })}
      </p>
    </section>
  );
}

function WhoseForm({ search, choices }: Omit<Props, 'adjusted'>) {
  const t = useTranslations('usage.filters');
  const { service, member, apiKey } = search;
  const isFiltered = [service, member, apiKey].some((one) => one !== undefined);
  const none = { id: 'none' };
  return (
    <form
      action="/usage"
      method="get"
      aria-label={t('whose')}
      className="grid grid-cols-1 items-end gap-2 sm:flex sm:flex-wrap"
    >
      <Kept search={search} except={['service', 'member', 'key']} />
      <Choice label={t('service')} name="service" value={service} options={choices.services} />
      <Choice
        label={t('member')}
        name="member"
        value={member}
        options={[...choices.members, { ...none, name: t('noMember') }]}
      />
      <Choice
        label={t('apiKey')}
        name="key"
        value={apiKey}
        options={[...choices.apiKeys, { ...none, name: t('noKey') }]}
      />
      <Button type="submit">{t('apply')}</Button>
      {isFiltered && (
        <LinkButton
          variant="ghost"
          href={usageHref({ ...search, service: undefined, member: undefined, apiKey: undefined })}
        >
          {t('clear')}
        </LinkButton>
      )}
    </form>
  );
}

type ChoiceProps = { label: string; name: string; value?: string; options: { id: string; name: string }[] };

function Choice({ label, name, value, options }: ChoiceProps) {
  const t = useTranslations('usage.filters');
  // What the address names is offered even when it is unknown here: the filter counts, so it must be seen.
  const isKnown = value === undefined || options.some(({ id }) => id === value);
  return (
    <Field label={label} className="sm:w-48">
      <Select key={value} name={name} defaultValue={value ?? ''}>
        <option value="">{t('all')}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** What the other form chose stays as it is. */
function Kept({ search, except }: { search: UsageSearch; except: string[] }) {
  return usageParams(search)
    .filter(([name]) => !except.includes(name))
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
