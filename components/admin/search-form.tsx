import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';

interface SearchFormProps {
  action: string;
  label: string;
  q: string;
  name?: string;
  /** Other filters of the address that stay. */
  keep?: Record<string, string>;
}

/** A plain GET form: what is searched stands in the address. */
export function SearchForm({ action, label, q, name = 'q', keep = {} }: SearchFormProps) {
  const t = useTranslations('common');
  const kept = new URLSearchParams(keep).toString();
  const cleared = kept ? `${action}?${kept}` : action;
  return (
    <form action={action} method="get" role="search" className="flex flex-wrap items-end gap-2">
      {Object.entries(keep).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <Field label={label} className="min-w-0 flex-1 sm:w-80 sm:flex-none">
        <Input
          key={q}
          type="search"
          name={name}
          defaultValue={q}
          start={<Search aria-hidden className="size-4" />}
        />
      </Field>
      <Button type="submit">{t('search')}</Button>
      {q && (
        <LinkButton href={cleared} variant="ghost">
          {t('clear')}
        </LinkButton>
      )}
    </form>
  );
}
