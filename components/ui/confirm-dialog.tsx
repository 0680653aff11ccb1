'use client';

import { useTranslations } from 'next-intl';
import { AlertDialog } from 'radix-ui';
import { useState, useTransition, type ReactNode } from 'react';
import { Button } from './button';

interface ConfirmDialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  /** Names the thing: «Cancel request REQ-2026-000123?» */
  title: string;
  /** Says what will follow. */
  description: ReactNode;
  /** Says what happens: «Cancel the request» */
  confirmLabel: string;
  tone?: 'danger' | 'primary';
  onConfirm: () => void | Promise<void>;
  children?: ReactNode;
}

/** Asks before an act that cannot be taken back; closes when the act has ended. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, title, description, confirmLabel, tone = 'danger', onConfirm, children } = props;
  const t = useTranslations('ui.dialog');
  const [ownOpen, setOwnOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const open = props.open ?? ownOpen;
  const setOpen = (next: boolean) => {
    setOwnOpen(next);
    props.onOpenChange?.(next);
  };
  const confirm = () =>
    startTransition(async () => {
      await onConfirm();
      setOpen(false);
    });
  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen}>
      {trigger && <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>}
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="animate-fade-in bg-overlay fixed inset-0 z-40 grid place-items-end overflow-y-auto sm:place-items-center sm:p-6">
          <AlertDialog.Content className="animate-float-in bg-surface shadow-float sm:max-w-form flex w-full flex-col gap-4 rounded-t-lg p-5 focus:outline-none sm:rounded-lg">
            <div className="flex flex-col gap-1">
              <AlertDialog.Title className="text-base font-semibold">{title}</AlertDialog.Title>
              <AlertDialog.Description className="text-muted text-sm">{description}</AlertDialog.Description>
            </div>
            {children}
            <div className="flex flex-wrap justify-end gap-2 max-sm:[&>*]:flex-1">
              <AlertDialog.Cancel asChild>
                <Button>{t('cancel')}</Button>
              </AlertDialog.Cancel>
              <Button variant={tone} loading={pending} onClick={confirm}>
                {confirmLabel}
              </Button>
            </div>
          </AlertDialog.Content>
        </AlertDialog.Overlay>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
