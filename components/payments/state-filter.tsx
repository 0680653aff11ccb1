import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/link-button';

interface StateFilterProps {
  label: string;
  path: string;
  current?: string;
  states: { state: string; label: string }[];
}

/** One state, or all; it stands in the address. */
export function StateFilter({ label, path, current, states }: StateFilterProps) {
  const common = useTranslations('common');
  const all = { state: undefined, label: common('all'), href: path };
  const choices = [all, ...states.map((one) => ({ ...one, href: `${path}?status=${one.state}` }))];
  return (
    <nav aria-label={label} className="flex flex-wrap gap-2">
      {choices.map((choice) => (
        <LinkButton
          key={choice.href}
          href={choice.href}
          size="sm"
          variant={choice.state === current ? 'secondary' : 'ghost'}
          aria-current={choice.state === current ? 'page' : undefined}
        >
          {choice.label}
        </LinkButton>
      ))}
    </nav>
  );
}
