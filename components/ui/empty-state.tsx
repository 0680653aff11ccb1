import type { ReactNode } from 'react';
import { cn } from './cn';
import { GhostPicture, type GhostKind } from './ghost-picture';

interface EmptyStateProps {
  /** One sentence: what would stand here and what to do next. */
  title: ReactNode;
  action?: ReactNode;
  picture?: GhostKind | 'none';
  className?: string;
  children?: ReactNode;
}

export function EmptyState({ title, action, picture = 'list', className, children }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center gap-4 px-4 py-8 text-center', className)}>
      {picture !== 'none' && <GhostPicture kind={picture} />}
      <p className="prose-width text-muted text-base">{title}</p>
      {children}
      {action && <div className="flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
