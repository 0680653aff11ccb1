import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from './cn';
import { Link } from './link';

interface Step {
  label: string;
  /** Steps already done may be gone back to. */
  href?: string;
}

/** Where the reader is in a wizard; the change of step is also said aloud. */
export function Steps({ label, steps, current }: { label: string; steps: Step[]; current: number }) {
  const t = useTranslations('ui.steps');
  const name = steps[current]?.label ?? '';
  return (
    <nav aria-label={label}>
      <p role="status" className="text-muted mb-2 text-sm sm:sr-only">
        {t('progress', { current: current + 1, total: steps.length, name })}
      </p>
      <ol className="flex gap-1.5">
        {steps.map((step, index) => (
          <li key={step.label} className="flex min-w-0 flex-1 flex-col gap-1.5">
            <span
              aria-hidden
              className={cn('h-1 rounded-full', index <= current ? 'bg-accent' : 'bg-line')}
            />
            <StepName
              step={step}
              state={index < current ? 'done' : index === current ? 'current' : 'later'}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepName({ step, state }: { step: Step; state: 'done' | 'current' | 'later' }) {
  const t = useTranslations('ui.steps');
  const classes = cn(
    'flex min-w-0 items-center gap-1 text-sm max-sm:sr-only',
    state === 'current' ? 'font-medium text-ink' : 'text-muted',
  );
  const content = (
    <>
      {state === 'done' && <Check aria-hidden className="text-accent size-3.5 shrink-0" />}
      <span className="truncate">{step.label}</span>
      {state === 'done' && <span className="sr-only">({t('done')})</span>}
    </>
  );
  if (state === 'done' && step.href) {
    return (
      <Link href={step.href} className={cn(classes, 'hover:text-ink rounded-sm')}>
        {content}
      </Link>
    );
  }
  return (
    <span aria-current={state === 'current' ? 'step' : undefined} className={classes}>
      {content}
    </span>
  );
}
