import type { ReactNode } from 'react';
import { cn } from './cn';

/** Facts about one record: a term and what it is. */
export function DescriptionList(props: {
  items: { term: ReactNode; detail: ReactNode }[];
  className?: string;
}) {
  return (
    <dl className={cn('flex flex-col gap-3 text-sm', props.className)}>
      {props.items.map((item, index) => (
        <div key={index} className="flex min-w-0 flex-col gap-0.5">
          <dt className="text-muted">{item.term}</dt>
          <dd className="min-w-0">{item.detail}</dd>
        </div>
      ))}
    </dl>
  );
}
