'use client';

import { NextIntlClientProvider } from 'next-intl';
import { FailureView } from '@/components/frame/failure-view';
import common from '@/messages/en/common.json';
import ui from '@/messages/en/ui.json';
import './globals.css';

/** Stands in for the root layout itself, so it brings its own document and words. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>{common.product}</title>
        <NextIntlClientProvider locale="en" messages={{ ui }}>
          <main id="main">
            <FailureView digest={error.digest} onRetry={reset} />
          </main>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
