import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

interface StatementRangeProps {
  action: string;
  days: { from: string; to: string };
}

/** A plain GET form: the range stands in the address. */
export function StatementRange({ action, days }: StatementRangeProps) {
  const t = useTranslations('invoices.statement');
  return (
    <form key={`${days.from}_${days.to}`} action={action} className="flex flex-wrap items-end gap-3">
      <Field label={t('from')}>
        <Input type="date" name="from" defaultValue={days.from} required />
      </Field>
      <Field label={t('to')}>
        <Input type="date" name="to" defaultValue={days.to} required />
      </Field>
      <Button type="submit">{t('show')}</Button>
    </form>
  );
}
