'use client';

import { ChevronDown } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';

interface DisclosureProps {
  /** What the button says while the rest is hidden, and while it is shown. */
  show: ReactNode;
  hide: ReactNode;
  children: ReactNode;
}

/** Something long behind a quiet button; it stays in the page, so that nothing is fetched to read it. */
export function Disclosure({ show, hide, children }: DisclosureProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        variant="ghost"
        size="sm"
        className="-ms-2"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronDown aria-hidden className={cn('transition-transform', isOpen && 'rotate-180')} />
        {isOpen ? hide : show}
      </Button>
      <div id={id} hidden={!isOpen} className="w-full border-s-2 ps-3">
        {children}
      </div>
    </div>
  );
}
