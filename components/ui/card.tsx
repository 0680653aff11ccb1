import type { HTMLAttributes, ReactNode } from 'react';
import { cn } from './cn';

type CardProps = HTMLAttributes<HTMLElement> & {
  as?: 'section' | 'div' | 'article' | 'aside';
  padded?: boolean;
};

/** A surface with a hairline. Never inside another one. */
export function Card({ as: Element = 'section', padded = true, className, ...props }: CardProps) {
  return (
    <Element
      className={cn('bg-surface min-w-0 rounded-lg border', padded && 'p-4 sm:p-5', className)}
      {...props}
    />
  );
}

interface CardHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  level?: 2 | 3;
  id?: string;
  className?: string;
}

export function CardHeader({ title, description, actions, level = 2, id, className }: CardHeaderProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className={cn('mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2', className)}>
      <div className="min-w-0">
        <Heading id={id} className="text-base font-semibold">
          {title}
        </Heading>
        {description && <p className="prose-width text-muted text-sm">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}
