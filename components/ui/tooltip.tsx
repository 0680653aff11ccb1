'use client';

import { Tooltip as Radix } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { floatingPlace } from './floating-place';

interface TooltipProps {
  content: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** One element that takes focus, so that the keyboard reaches the words too. */
  children: ReactNode;
}

/** Says more about what is already named; never the only place of a fact. */
export function Tooltip({ content, side, children }: TooltipProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Radix.Provider delayDuration={300}>
      <Radix.Root onOpenChange={(open) => open && setPlace(floatingPlace())}>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal container={place}>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="animate-fade-in bg-ink text-canvas z-50 max-w-72 rounded-md px-2 py-1 text-xs"
          >
            {content}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
