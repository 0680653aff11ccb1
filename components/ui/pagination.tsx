import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LinkButton } from './link-button';

interface PaginationProps {
  previousHref?: string;
  nextHref?: string;
  summary?: ReactNode;
  /** What it pages through, where a page has more than one. */
  label?: string;
}

/** Keyset pages: there is a next one or there is not; nobody counts them. */
export function Pagination(props: PaginationProps) {
  const t = useTranslations('ui.pagination');
  if (!props.previousHref && !props.nextHref && !props.summary) return null;
  return (
    <nav
      aria-label={props.label ?? t('label')}
      className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm"
    >
      <span className="figures text-muted">{props.summary}</span>
      <span className="flex gap-2">
        {props.previousHref && (
          <LinkButton size="sm" href={props.previousHref} rel="prev">
            <ChevronLeft aria-hidden className="rtl:rotate-180" />
            {t('previous')}
          </LinkButton>
        )}
        {props.nextHref && (
          <LinkButton size="sm" href={props.nextHref} rel="next">
            {t('next')}
            <ChevronRight aria-hidden className="rtl:rotate-180" />
          </LinkButton>
        )}
      </span>
    </nav>
  );
}
