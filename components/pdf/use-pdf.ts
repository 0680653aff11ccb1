'use client';

import type { PDFDocumentLoadingTask } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { type OpenedPdf, type PdfFailure, failureOf, openPdf } from './open-pdf';

export type PdfState =
  { state: 'loading' } | { state: 'ready'; opened: OpenedPdf } | { state: 'failed'; reason: PdfFailure };

/** One document, opened while its preview is shown; closed, worker and all, when it goes. */
export function usePdf(src: string): PdfState {
  const [found, setFound] = useState<PdfState & { src: string }>({ src, state: 'loading' });
  useEffect(() => {
    let task: PDFDocumentLoadingTask | undefined;
    let isGone = false;
    const close = () => void task?.destroy().catch(() => undefined);
    openPdf(src, (begun) => {
      task = begun;
      if (isGone) close();
    })
      .then((opened) => !isGone && setFound({ src, state: 'ready', opened }))
      .catch((error: unknown) => !isGone && setFound({ src, state: 'failed', reason: failureOf(error) }));
    return () => {
      isGone = true;
      close();
    };
  }, [src]);
  return found.src === src ? found : { state: 'loading' };
}
