import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import type { ListAuditInput } from '@/lib/domain/audit/schema';

interface AuditFiltersProps {
  filters: Omit<z.output<typeof ListAuditInput>, 'after'>;
  actions: string[];
}

/** A plain GET form: the filters stand in the address. */
export function AuditFilters({ filters, actions }: AuditFiltersProps) {
  const t = useTranslations('admin.audit');
  const common = useTranslations('common');
  return (
    <form
      key={JSON.stringify(filters)}
      action="/admin/audit"
      method="get"
      role="search"
      className="grid grid-cols-2 items-end gap-3 md:grid-cols-3 xl:grid-cols-6"
    >
      <Field label={t('actor')}>
        <Input name="actor" defaultValue={filters.actor} />
      </Field>
      <Field label={t('action')}>
        <Select name="action" defaultValue={filters.action ?? ''}>
          <option value="">{common('all')}</option>
          {actions.map((action) => (
            <option key={action} value={action}>
              {action}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('record')}>
        <Input name="record" defaultValue={filters.record} />
      </Field>
      <Field label={t('from')}>
        <Input type="date" name="from" defaultValue={filters.from} />
      </Field>
      <Field label={t('to')}>
        <Input type="date" name="to" defaultValue={filters.to} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit">{common('apply')}</Button>
        <LinkButton href="/admin/audit" variant="ghost">
          {common('clear')}
        </LinkButton>
      </div>
    </form>
  );
}
