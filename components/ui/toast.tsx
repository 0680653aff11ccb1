'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Toast } from 'radix-ui';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { cn } from './cn';
import { CopyText } from './copy-button';

export interface ToastMessage {
  title: string;
  description?: string;
  tone?: 'neutral' | 'positive' | 'critical';
  requestId?: string;
}

interface Shown extends ToastMessage {
  id: number;
}

const DURATION_MS = 6000;
const MOST = 3;
const TONE = { neutral: 'bg-muted', positive: 'bg-positive', critical: 'bg-critical' };

const ToastContext = createContext<(message: ToastMessage) => void>(() => {});

/** For what has no place of its own on the page. */
export function useToast(): (message: ToastMessage) => void {
  return useContext(ToastContext);
}

let lastId = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('ui.toast');
  const [shown, setShown] = useState<Shown[]>([]);
  const show = useCallback((message: ToastMessage) => {
    lastId += 1;
    const next = { ...message, id: lastId };
    setShown((before) => [...before.slice(1 - MOST), next]);
  }, []);
  const drop = (id: number) => setShown((before) => before.filter((one) => one.id !== id));
  const label = useMemo(() => t('region'), [t]);
  return (
    <ToastContext value={show}>
      {children}
      <Toast.Provider label={label} duration={DURATION_MS} swipeDirection="down">
        {shown.map((message) => (
          <ToastItem key={message.id} message={message} close={t('close')} onGone={() => drop(message.id)} />
        ))}
        <Toast.Viewport
          label={t('viewport', { hotkey: '{hotkey}' })}
          className="fixed end-0 bottom-0 z-50 flex w-full max-w-96 flex-col gap-2 p-4"
        />
      </Toast.Provider>
    </ToastContext>
  );
}

function ToastItem({ message, close, onGone }: { message: Shown; close: string; onGone: () => void }) {
  return (
    <Toast.Root
      onOpenChange={(open) => !open && onGone()}
      type={message.tone === 'critical' ? 'foreground' : 'background'}
      // What went wrong stays until it is read.
      duration={message.tone === 'critical' ? Infinity : DURATION_MS}
      className="animate-float-in bg-surface shadow-float flex items-start gap-2.5 rounded-lg p-3 text-sm"
    >
      <span
        aria-hidden
        className={cn('mt-1.5 size-2 shrink-0 rounded-full', TONE[message.tone ?? 'neutral'])}
      />
      <div className="min-w-0 flex-1">
        <Toast.Title className="font-medium">{message.title}</Toast.Title>
        {message.description && (
          <Toast.Description className="text-muted">{message.description}</Toast.Description>
        )}
        {message.requestId && <CopyText text={message.requestId} />}
      </div>
      <Toast.Close aria-label={close} className="text-muted hover:text-ink rounded-sm p-0.5">
        <X aria-hidden className="size-4" />
      </Toast.Close>
    </Toast.Root>
  );
}
