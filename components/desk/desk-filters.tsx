'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useTransition, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { type DeskQuery, deskAges, deskSorts, requestStatuses, urgencies } from '@/lib/domain/support/schema';
import { deskHref } from './desk-href';

interface DeskFiltersProps {
  query: DeskQuery;
  experts: { id: string; name: string }[];
}

const filterNames = ['status', 'urgency', 'expert', 'age', 'organisation'] as const;

/** Filters that stand in the address: a choice is a link that can be sent. */
export function DeskFilters({ query, experts }: DeskFiltersProps) {
  const t = useTranslations('desk.filters');
  const words = useTranslations('support');
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const set = (name: string, value: string) =>
    startTransition(() =>
      router.replace(deskHref({ ...query, [name]: value || undefined, after: undefined })),
    );
  const isFiltered = filterNames.some((name) => query[name] !== undefined);
  const status = (name: (typeof requestStatuses)[number]) =>
    name === 'waiting_on_customer' ? words(`deskStatus.${name}`) : words(`status.${name}`);
  const clear = Object.fromEntries(filterNames.map((name) => [name, undefined]));
  const choice = (name: 'status' | 'urgency' | 'expert' | 'age', options: ReactNode) => (
    <Field label={t(name)}>
      <Select value={query[name] ?? ''} onChange={(event) => set(name, event.target.value)}>
        <option value="">{t('any')}</option>
        {options}
      </Select>
    </Field>
  );
  return (
    <section
      aria-label={t('label')}
      aria-busy={isPending}
      className={cn(
        'grid grid-cols-2 items-end gap-3 transition-opacity sm:grid-cols-3 lg:flex lg:flex-wrap lg:[&>*]:w-36',
        isPending && 'opacity-60',
      )}
    >
      {choice(
        'status',
        requestStatuses.map((name) => (
          <option key={name} value={name}>
            {status(name)}
          </option>
        )),
      )}
      {choice(
        'urgency',
        urgencies.map((name) => (
          <option key={name} value={name}>
            {words(`urgency.${name}`)}
          </option>
        )),
      )}
      {choice(
        'expert',
        <>
          <option value="mine">{t('mine')}</option>
          <option value="none">{t('none')}</option>
          {experts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </>,
      )}
      {choice(
        'age',
        deskAges.map((days) => (
          <option key={days} value={days}>
            {t(`ages.${days}`)}
          </option>
        )),
      )}
      <Field label={t('organisation')}>
        <Input
          key={query.organisation ?? ''}
          type="search"
          defaultValue={query.organisation}
          placeholder={t('organisationHint')}
          maxLength={80}
          onKeyDown={(event) =>
            event.key === 'Enter' && set('organisation', event.currentTarget.value.trim())
          }
          onBlur={(event) => {
            const typed = event.currentTarget.value.trim();
            if (typed !== (query.organisation ?? '')) set('organisation', typed);
          }}
        />
      </Field>
      <Field label={t('sort')}>
        <Select value={query.sort} onChange={(event) => set('sort', event.target.value)}>
          {deskSorts.map((name) => (
            <option key={name} value={name}>
              {t(`sorts.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      {isFiltered && (
        <Button
          variant="ghost"
          className="lg:!w-auto"
          onClick={() =>
            startTransition(() => router.replace(deskHref({ ...query, ...clear, after: undefined })))
          }
        >
          <X aria-hidden />
          {t('clear')}
        </Button>
      )}
    </section>
  );
}
