import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { entryKinds } from '@/lib/domain/analytics/schema';
import type { EntryFilter as Filter } from '@/lib/domain/analytics/schema.usage';

type Props = { filter: Filter; services: { id: string; name: string }[] };

/** Which entries are shown: a plain GET form, so that the address says it. */
export function EntryFilter({ filter, services }: Props) {
  const t = useTranslations('credits');
  return (
    <form
      action="/credits"
      method="get"
      aria-label={t('entries.filter')}
      className="grid grid-cols-1 items-end gap-2 border-b p-4 sm:flex sm:flex-wrap"
    >
      <input type="hidden" name="tab" value="entries" />
      <Field label={t('entries.kind')} className="sm:w-56">
        <Select key={filter.kind} name="kind" defaultValue={filter.kind ?? ''}>
          <option value="">{t('entries.all')}</option>
          {entryKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('entries.service')} className="sm:w-56">
        <Select key={filter.service} name="service" defaultValue={filter.service ?? ''}>
          <option value="">{t('entries.all')}</option>
          {services.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit">{t('entries.apply')}</Button>
      {(filter.kind ?? filter.service) && (
        <LinkButton variant="ghost" href="/credits?tab=entries" scroll={false}>
          {t('entries.clear')}
        </LinkButton>
      )}
    </form>
  );
}
