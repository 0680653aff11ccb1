'use client';

import { SlidersHorizontal, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useId, useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { type DeskQuery, deskSorts } from '@/lib/domain/desk/schema';
import { deskHref } from './desk-href';
import { type FilterSubjects, choiceNames, useFilterChoices } from './use-filter-choices';

const filterNames = [...choiceNames, 'organisation'] as const;
const NOTHING = Object.fromEntries(filterNames.map((name) => [name, undefined]));

/** Filters that stand in the address: a choice is a link that can be sent. A phone shows them when asked. */
export function DeskFilters({ query, ...subjects }: FilterSubjects & { query: DeskQuery }) {
  const t = useTranslations('desk.filters');
  const choices = useFilterChoices(subjects);
  const router = useRouter();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [isPending, startTransition] = useTransition();
  const change = (to: Partial<DeskQuery>) =>
    startTransition(() => router.replace(deskHref({ ...query, ...to, after: undefined })));
  const set = (name: string, value: string) => change({ [name]: value || undefined });
  const count = filterNames.filter((name) => query[name] !== undefined).length;
  return (
    <>
      <Button
        className="self-start sm:hidden"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <SlidersHorizontal aria-hidden />
        {t('toggle', { count })}
      </Button>
      <section
        id={id}
        aria-label={t('label')}
        aria-busy={isPending}
        className={cn(
          'grid grid-cols-2 items-end gap-3 transition-opacity sm:grid-cols-3 lg:flex lg:flex-wrap lg:[&>*]:w-32',
          isPending && 'opacity-60',
          !isOpen && 'max-sm:hidden',
        )}
      >
        {choiceNames.map((name) => (
          <Field key={name} label={t(name)}>
            <Select value={query[name] ?? ''} onChange={(event) => set(name, event.target.value)}>
              <option value="">{t('any')}</option>
              {choices[name].map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        ))}
        <OrganisationFilter key={query.organisation ?? ''} value={query.organisation} set={set} />
        <Field label={t('sort')}>
          <Select value={query.sort} onChange={(event) => set('sort', event.target.value)}>
            {deskSorts.map((name) => (
              <option key={name} value={name}>
                {t(`sorts.${name}`)}
              </option>
            ))}
          </Select>
        </Field>
        {count > 0 && (
          <Button variant="ghost" className="lg:!w-auto" onClick={() => change(NOTHING)}>
            <X aria-hidden />
            {t('clear')}
          </Button>
        )}
      </section>
    </>
  );
}

interface OrganisationFilterProps {
  value: string | undefined;
  set: (name: 'organisation', value: string) => void;
}

/** Part of a name, taken on Enter or when the field is left. */
function OrganisationFilter({ value, set }: OrganisationFilterProps) {
  const t = useTranslations('desk.filters');
  return (
    <Field label={t('organisation')}>
      <Input
        type="search"
        defaultValue={value}
        placeholder={t('organisationHint')}
        maxLength={80}
        onKeyDown={(event) => event.key === 'Enter' && set('organisation', event.currentTarget.value.trim())}
        onBlur={(event) => {
          const typed = event.currentTarget.value.trim();
          if (typed !== (value ?? '')) set('organisation', typed);
        }}
      />
    </Field>
  );
}
