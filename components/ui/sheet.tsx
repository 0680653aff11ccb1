'use client';

import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { DialogHeading } from './dialog';

interface SheetProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: string;
  description?: ReactNode;
  side?: 'start' | 'end';
  className?: string;
  children: ReactNode;
}

const SIDE = {
  start: 'start-0 border-e [--sheet-from:-16px] rtl:[--sheet-from:16px]',
  end: 'end-0 border-s rtl:[--sheet-from:-16px]',
};

/** A panel from an edge: the menu on a phone, details beside a list. */
export function Sheet(props: SheetProps) {
  const { open, onOpenChange, trigger, title, description, side = 'end', className, children } = props;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="animate-fade-in bg-overlay fixed inset-0 z-40" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'animate-sheet-in bg-surface fixed inset-y-0 z-40 flex w-[min(26rem,calc(100vw-2.5rem))] flex-col focus:outline-none',
            SIDE[side],
            className,
          )}
        >
          <DialogHeading title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
