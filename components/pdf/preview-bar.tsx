'use client';

import { Download, ZoomIn, ZoomOut } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { buttonStyle } from '@/components/ui/button-style';
import { formatPercent } from '@/lib/core/format';
import { MAX_ZOOM, MIN_ZOOM } from './use-zoom';

interface PreviewBarProps {
  src: string;
  fileName: string;
  zoom: number;
  change: (by: 'in' | 'out' | 'fit') => void;
  /** What is seen of how many pages; a picture has none. */
  page?: { number: number; of: number };
}

export function PreviewBar({ src, fileName, zoom, change, page }: PreviewBarProps) {
  const t = useTranslations('ui.preview');
  const locale = useLocale();
  const percent = formatPercent(zoom, { digits: 0, locale });
  return (
    <div className="flex flex-wrap items-center gap-1 border-b px-2 py-1.5">
      <Button
        variant="ghost"
        size="icon"
        aria-label={t('zoomOut')}
        disabled={zoom <= MIN_ZOOM}
        onClick={() => change('out')}
      >
        <ZoomOut aria-hidden />
      </Button>
      <Button
        variant="ghost"
        aria-label={t('fit', { percent })}
        onClick={() => change('fit')}
        className="figures w-16"
      >
        {percent}
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t('zoomIn')}
        disabled={zoom >= MAX_ZOOM}
        onClick={() => change('in')}
      >
        <ZoomIn aria-hidden />
      </Button>
      {page && (
        <span className="figures text-muted ps-2 text-sm">
          {t('at', { number: page.number, pages: page.of })}
        </span>
      )}
      <a
        href={src}
        download={fileName}
        aria-label={t('download', { name: fileName })}
        className={buttonStyle({ variant: 'ghost', className: 'ms-auto' })}
      >
        <Download aria-hidden />
        {t('original')}
      </a>
    </div>
  );
}
