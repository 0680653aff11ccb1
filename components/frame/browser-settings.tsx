'use client';

import { getNonce, setNonce } from 'get-nonce';
import { useRouter } from 'next/navigation';
import { Direction } from 'radix-ui';
import { useEffect, type ReactNode } from 'react';
import { ToastProvider } from '@/components/ui/toast';
import { isRemembered, rememberInBrowser } from './cookie';

interface BrowserSettingsProps {
  nonce: string | undefined;
  dir: 'ltr' | 'rtl';
  timeZone: string;
  children: ReactNode;
}

/** What the browser side needs to know once: the nonce, the direction, and, for the server, the zone. */
export function BrowserSettings({ nonce, dir, timeZone, children }: BrowserSettingsProps) {
  // Dialogs lock scrolling with a <style> element, which the policy lets pass only with the nonce that the document came
  // with. A refresh brings the nonce of its own answer: that one opens nothing here.
  if (nonce && typeof window !== 'undefined' && !getNonce()) setNonce(nonce);
  const router = useRouter();
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    // Within another site's page nothing is kept in the browser.
    if (window.parent !== window) return;
    if (!here || here === timeZone || isRemembered('tz', here)) return;
    rememberInBrowser('tz', here);
    // Once for each browser: its first page was written in another zone.
    router.refresh();
  }, [router, timeZone]);
  return (
    <Direction.Provider dir={dir}>
      <ToastProvider>{children}</ToastProvider>
    </Direction.Provider>
  );
}
