'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { cn } from '@/components/ui/cn';
import { Skeleton } from '@/components/ui/skeleton';
import { PdfPages } from './pdf-pages';
import { PreviewBar } from './preview-bar';
import { type PdfState, usePdf } from './use-pdf';
import { useWidth } from './use-width';
import { useZoom } from './use-zoom';

interface PdfPreviewProps {
  /** Our own address that serves the file to this reader. */
  src: string;
  fileName: string;
  mediaType: string;
  className?: string;
}

const PADDING_PX = 12;
/** At 100 % a page fits the frame, but is no wider than it can be read at a glance. */
const MAX_WIDTH_PX = 860;

/** Somebody's document to look at: a PDF page by page, or a picture. Nothing in it runs; the original can be saved. */
export function PdfPreview(props: PdfPreviewProps) {
  return props.mediaType === 'application/pdf' ? <Pdf {...props} /> : <Picture {...props} />;
}

function Pdf({ src, fileName, className }: PdfPreviewProps) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const [number, setNumber] = useState(1);
  const { zoom, change, onKeyDown } = useZoom();
  const state = usePdf(src);
  const widthPx = Math.floor(Math.min(useWidth(frame, PADDING_PX), MAX_WIDTH_PX) * zoom);
  const page = state.state === 'ready' ? { number, of: state.opened.pdf.numPages } : undefined;
  return (
    <div className={cn('bg-surface flex min-w-0 flex-col overflow-hidden rounded-lg border', className)}>
      <PreviewBar src={src} fileName={fileName} zoom={zoom} change={change} page={page} />
      <Frame fileName={fileName} attach={setFrame} onKeyDown={onKeyDown}>
        {state.state === 'ready' ? (
          <PdfPages opened={state.opened} widthPx={widthPx} frame={frame} onSeen={setNumber} />
        ) : (
          <NotYet state={state} />
        )}
      </Frame>
    </div>
  );
}

function NotYet({ state }: { state: Exclude<PdfState, { state: 'ready' }> }) {
  const t = useTranslations('ui.preview');
  if (state.state === 'failed')
    return (
      <Banner tone="warning" role="status" title={t(`failed.${state.reason}`)}>
        {t('failed.original')}
      </Banner>
    );
  return (
    <>
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <Skeleton className="h-96 w-full" />
    </>
  );
}

function Picture({ src, fileName, className }: PdfPreviewProps) {
  const t = useTranslations('ui.preview');
  const [isBroken, setBroken] = useState(false);
  const { zoom, change, onKeyDown } = useZoom();
  return (
    <div className={cn('bg-surface flex min-w-0 flex-col overflow-hidden rounded-lg border', className)}>
      <PreviewBar src={src} fileName={fileName} zoom={zoom} change={change} />
      <Frame fileName={fileName} onKeyDown={onKeyDown}>
        {isBroken ? (
          <Banner tone="warning" role="status" title={t('failed.damaged')}>
            {t('failed.original')}
          </Banner>
        ) : (
          // Our own address with the reader's session: the loader of Next could not fetch it.
          <picture>
            <img
              src={src}
              alt={t('picture', { name: fileName })}
              onError={() => setBroken(true)}
              className="mx-auto block max-w-none border"
              style={{ width: `${zoom * 100}%` }}
            />
          </picture>
        )}
      </Frame>
    </div>
  );
}

interface FrameProps {
  fileName: string;
  attach?: (element: HTMLElement | null) => void;
  onKeyDown: React.KeyboardEventHandler;
  children: React.ReactNode;
}

/** What scrolls: focusable, so that arrows, Page Up and Page Down move it. */
function Frame({ fileName, attach, onKeyDown, children }: FrameProps) {
  const t = useTranslations('ui.preview');
  return (
    <div
      ref={attach}
      role="region"
      aria-label={t('label', { name: fileName })}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="bg-sunken flex min-h-64 flex-1 flex-col gap-3 overflow-auto p-3 focus-visible:-outline-offset-2"
    >
      {children}
    </div>
  );
}
