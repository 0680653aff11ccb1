import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';

interface RequestSearchProps {
  /** Where the answer is shown: this page with `q` in its address. */
  action: string;
  q?: string;
  id: string;
  words: 'desk.search' | 'support.search';
}

/** Searches subjects, messages and numbers; the question stands in the address. */
export function RequestSearch({ action, q, id, words }: RequestSearchProps) {
  const t = useTranslations(words);
  return (
    <Form
      action={action}
      role="search"
      className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-sm:basis-full"
    >
      <label htmlFor={id} className="sr-only">
        {t('label')}
      </label>
      <Input
        key={q ?? ''}
        id={id}
        name="q"
        type="search"
        required
        maxLength={200}
        defaultValue={q}
        placeholder={t('placeholder')}
        autoComplete="off"
        className="min-w-0 flex-1 sm:max-w-md"
      />
      <Button type="submit">
        <Search aria-hidden />
        {t('submit')}
      </Button>
      {q && (
        <LinkButton variant="ghost" href={action}>
          {t('clear')}
        </LinkButton>
      )}
    </Form>
  );
}

/** How much was found, told to who cannot see it too. */
export function SearchCount({ q, count, isMore }: { q: string; count: number; isMore: boolean }) {
  const t = useTranslations('support.search');
  return (
    <p className="text-muted text-sm" role="status">
      {t('found', { q, count, isMore: isMore ? 'yes' : 'no' })}
    </p>
  );
}

export function NothingFound() {
  const t = useTranslations('support.search');
  return <EmptyState picture="table" title={t('empty')} />;
}
