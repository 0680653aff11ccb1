import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { BookTab } from '@/lib/domain/books/schema';

interface PeriodFormProps {
  tab: BookTab;
  path: string;
  month: string;
  on: string;
}

/** Which month, or which day, a book is shown for. */
export function PeriodForm({ tab, path, month, on }: PeriodFormProps) {
  const t = useTranslations('books.filter');
  const isDay = tab === 'balance' || tab === 'receivables';
  return (
    <form action={path} method="get" className="flex flex-wrap items-end gap-2">
      <Field label={t(isDay ? 'on' : 'month')} className="w-44">
        {isDay ? (
          <Input key={on} type="date" name="on" defaultValue={on} required />
        ) : (
          <Input key={month} type="month" name="month" defaultValue={month} required />
        )}
      </Field>
      <Button type="submit">{t('apply')}</Button>
    </form>
  );
}
