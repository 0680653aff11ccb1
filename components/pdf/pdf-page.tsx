'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { drawPage } from './draw-page';
import type { OpenedPdf } from './open-pdf';
import styles from './text-layer.module.css';

interface PdfPageProps {
  opened: OpenedPdf;
  number: number;
  widthPx: number;
  /** Width by height of the first page: what a page is taken to be until it is drawn. */
  shape: number;
  /** The element that scrolls: a page is drawn once it comes near. */
  frame: HTMLElement | null;
  onSeen: (number: number) => void;
}

export function PdfPage({ opened, number, widthPx, shape, frame, onSeen }: PdfPageProps) {
  const t = useTranslations('ui.preview');
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [ownShape, setOwnShape] = useState<number | null>(null);
  const [isBroken, setBroken] = useState(false);
  const isNear = useNear(box, frame, () => onSeen(number));

  useEffect(() => {
    if (!isNear || widthPx === 0) return;
    let stop: (() => void) | undefined;
    let isGone = false;
    void (async () => {
      const page = await opened.pdf.getPage(number);
      if (isGone || !canvas.current || !text.current) return;
      const { width, height } = page.getViewport({ scale: 1 });
      setOwnShape(width / height);
      const drawing = drawPage(opened.library, page, {
        canvas: canvas.current,
        text: text.current,
        widthPx,
      });
      stop = drawing.stop;
      await drawing.done;
    })().catch(() => !isGone && setBroken(true));
    return () => {
      isGone = true;
      stop?.();
    };
  }, [isNear, opened, number, widthPx]);

  return (
    <div
      ref={box}
      role="group"
      aria-label={t('page', { number, pages: opened.pdf.numPages })}
      className="relative mx-auto border"
      style={{ width: widthPx, aspectRatio: ownShape ?? shape }}
    >
      {/* Paper is white in the dark too: it is a picture of somebody's document. */}
      <canvas ref={canvas} aria-hidden className="block size-full" />
      <div ref={text} className={styles.layer} />
      {isBroken && <p className="text-critical absolute inset-x-4 top-4 text-sm">{t('pageBroken')}</p>}
    </div>
  );
}

/** True once the element has come near what is seen, and calls back when it takes the middle of it. */
function useNear(
  box: React.RefObject<HTMLElement | null>,
  frame: HTMLElement | null,
  onMiddle: () => void,
): boolean {
  const [isNear, setNear] = useState(false);
  const tell = useRef(onMiddle);
  useEffect(() => {
    tell.current = onMiddle;
  });
  useEffect(() => {
    if (!box.current || !frame) return;
    const near = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      root: frame,
      rootMargin: '600px 0px',
    });
    const middle = new IntersectionObserver(([entry]) => entry?.isIntersecting && tell.current(), {
      root: frame,
      rootMargin: '-50% 0px',
    });
    near.observe(box.current);
    middle.observe(box.current);
    return () => {
      near.disconnect();
      middle.disconnect();
    };
  }, [box, frame]);
  return isNear;
}
