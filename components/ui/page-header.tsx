import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from './link';

interface PageHeaderProps {
  title: ReactNode;
  /** One sentence of what the page is for. */
  description?: ReactNode;
  actions?: ReactNode;
  status?: ReactNode;
  back?: { href: string; label: string };
}

export function PageHeader({ title, description, actions, status, back }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {back && (
          <Link
            href={back.href}
            className="text-muted hover:text-ink mb-1 inline-flex items-center gap-1 rounded-sm text-sm"
          >
            <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
            {back.label}
          </Link>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold">{title}</h1>
          {status}
        </div>
        {description && <p className="prose-width text-muted mt-0.5 text-base">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
