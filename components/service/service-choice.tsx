'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { type ServiceQuery, groupings, spans } from '@/lib/domain/service/schema';

/** What the figures are gathered by, and over how long; both stand in the address. */
export function ServiceChoice({ query }: { query: ServiceQuery }) {
  const t = useTranslations('desk.service');
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const go = (next: Partial<ServiceQuery>) => {
    const params = new URLSearchParams({ ...query, ...next });
    startTransition(() => router.replace(`/desk/service?${params}`));
  };
  return (
    <div
      className={cn('grid max-w-md grid-cols-2 gap-3 transition-opacity', isPending && 'opacity-60')}
      aria-busy={isPending}
    >
      <Field label={t('by')}>
        <Select
          value={query.by}
          onChange={({ target }) => go({ by: groupings.find((name) => name === target.value) })}
        >
          {groupings.map((name) => (
            <option key={name} value={name}>
              {t(`groupings.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('span')}>
        <Select
          value={query.months}
          onChange={({ target }) => go({ months: spans.find((months) => months === target.value) })}
        >
          {spans.map((months) => (
            <option key={months} value={months}>
              {t(`spans.${months}`)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
