'use client';

import { useEffect, useState } from 'react';
import type { OpenedPdf } from './open-pdf';
import { PdfPage } from './pdf-page';

interface PdfPagesProps {
  opened: OpenedPdf;
  widthPx: number;
  frame: HTMLElement | null;
  onSeen: (number: number) => void;
}

const A4 = 210 / 297;

/** All pages under one another, each as an empty sheet until it comes near. */
export function PdfPages({ opened, ...rest }: PdfPagesProps) {
  const [shape, setShape] = useState(A4);
  useEffect(() => {
    let isGone = false;
    opened.pdf
      .getPage(1)
      .then((page) => page.getViewport({ scale: 1 }))
      .then(({ width, height }) => !isGone && setShape(width / height))
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [opened]);
  return Array.from({ length: opened.pdf.numPages }, (_, index) => (
    <PdfPage key={index} opened={opened} number={index + 1} shape={shape} {...rest} />
  ));
}
