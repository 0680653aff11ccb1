import { openPdf } from './open-pdf';
import styles from './print-pdf.module.css';

/** Fine enough for paper, small enough for a phone: 144 dots an inch. */
const SCALE = 2;

/**
 * Prints a PDF of ours: its pages are drawn beside the page, shown on paper alone, and taken away again. The browser's
 * own viewer cannot be used: it does not run behind our Content-Security-Policy.
 */
export async function printPdf(url: string): Promise<void> {
  const { pdf, library } = await openPdf(url, () => undefined);
  const sheets = document.createElement('div');
  sheets.className = styles.sheets ?? '';
  try {
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const viewport = page.getViewport({ scale: SCALE });
      const canvas = document.createElement('canvas');
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      await page.render({ canvas, viewport, annotationMode: library.AnnotationMode.DISABLE }).promise;
      sheets.append(canvas);
    }
    document.body.append(sheets);
    window.print();
  } finally {
    sheets.remove();
    await pdf.destroy();
  }
}
