import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Link } from './link';

export interface Crumb {
  label: string;
  href?: string;
}

export function Breadcrumb({ items }: { items: Crumb[] }) {
  const t = useTranslations('ui.breadcrumb');
  return (
    <nav aria-label={t('label')} className="min-w-0">
      <ol className="text-muted flex min-w-0 items-center gap-1 text-sm">
        {items.map((item, index) => {
          const last = index === items.length - 1;
          return (
            <li
              key={`${index}-${item.label}`}
              className={
                last ? 'flex min-w-0 items-center gap-1' : 'flex shrink-0 items-center gap-1 max-sm:hidden'
              }
            >
              {index > 0 && (
                <ChevronRight aria-hidden className="size-3.5 shrink-0 max-sm:hidden rtl:rotate-180" />
              )}
              {item.href && !last ? (
                <Link href={item.href} className="hover:text-ink rounded-sm">
                  {item.label}
                </Link>
              ) : (
                <span aria-current={last ? 'page' : undefined} className="text-ink truncate">
                  {item.label}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
