'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { Button } from './button';
import { cn } from './cn';

interface DialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: string;
  description?: ReactNode;
  size?: 'md' | 'lg';
  footer?: ReactNode;
  children?: ReactNode;
}

export const DialogClose = Radix.Close;

/** At the end of a dialog's form: the way out, and beside it what the form is for. */
export function DialogActions({ cancel, children }: { cancel?: string; children: ReactNode }) {
  const t = useTranslations('common');
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <DialogClose asChild>
        <Button>{cancel ?? t('cancel')}</Button>
      </DialogClose>
      {children}
    </div>
  );
}

/** A short errand over the page; on a phone it rises from the bottom edge. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, trigger, title, description, size = 'md', footer, children } = props;
  // Without a trigger of its own the dialog would leave the focus on the page: it goes back to what opened it.
  const opener = useRef<Element | null>(null);
  const back = (event: Event) => {
    if (trigger || !(opener.current instanceof HTMLElement)) return;
    event.preventDefault();
    opener.current.focus();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="animate-fade-in bg-overlay fixed inset-0 z-40 grid place-items-end overflow-y-auto sm:place-items-center sm:p-6">
          <Radix.Content
            onOpenAutoFocus={() => (opener.current = document.activeElement)}
            onCloseAutoFocus={back}
            {...(description ? {} : { 'aria-describedby': undefined })}
            className={cn(
              'animate-float-in bg-surface shadow-float relative flex max-h-full w-full flex-col rounded-t-lg focus:outline-none sm:rounded-lg',
              size === 'md' ? 'sm:max-w-form' : 'sm:max-w-3xl',
            )}
          >
            <DialogHeading title={title} description={description} />
            {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>}
            {footer && (
              <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3 max-sm:[&>*]:flex-1">
                {footer}
              </div>
            )}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Shared with the sheet: the name, what it is for, and the way out. */
export function DialogHeading({ title, description }: { title: string; description?: ReactNode }) {
  const t = useTranslations('ui.dialog');
  return (
    <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
      <div className="min-w-0">
        <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
        {description && <Radix.Description className="text-muted text-sm">{description}</Radix.Description>}
      </div>
      <Radix.Close asChild>
        <Button variant="ghost" size="icon" aria-label={t('close')} className="text-muted -me-2 -mt-1">
          <X aria-hidden />
        </Button>
      </Radix.Close>
    </div>
  );
}
