import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';

/** A plain GET form: what is searched stands in the address. */
export function SearchForm({ action, label, q }: { action: string; label: string; q: string }) {
  const t = useTranslations('common');
  return (
    <form action={action} method="get" role="search" className="flex flex-wrap items-end gap-2">
      <Field label={label} className="w-full sm:w-80">
        <Input
          key={q}
          type="search"
          name="q"
          defaultValue={q}
          start={<Search aria-hidden className="size-4" />}
        />
      </Field>
      <Button type="submit">{t('search')}</Button>
      {q && (
        <LinkButton href={action} variant="ghost">
          {t('clear')}
        </LinkButton>
      )}
    </form>
  );
}
