import { cn } from './cn';

const SIZE = { sm: 'size-6 text-xs', md: 'size-8 text-sm', lg: 'size-10 text-base' };

/** Initials only: a picture would be a request to somebody else's server. The name stands beside it. */
export function Avatar({
  name,
  size = 'md',
  className,
}: {
  name: string;
  size?: keyof typeof SIZE;
  className?: string;
}) {
  return (
    <span
      aria-hidden
      className={cn(
        'bg-hover text-ink inline-grid shrink-0 place-items-center rounded-full border font-medium uppercase',
        SIZE[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s@._-]+/)
    .filter(Boolean);
  const [first = '', second = ''] = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return ([...first][0] ?? '?') + ([...second][0] ?? '');
}
