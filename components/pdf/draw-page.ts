import type { PDFPageProxy, RenderTask } from 'pdfjs-dist';
import type { PdfLibrary } from './open-pdf';

/** Canvases beyond this many pixels fail on phones without a word. */
const MAX_CANVAS_PIXELS = 16_000_000;
const MAX_DENSITY = 2;

type Target = { canvas: HTMLCanvasElement; text: HTMLElement; widthPx: number };

/** Draws one page at a width of CSS pixels, with its text as an invisible layer above. Answers how to stop it. */
export function drawPage(library: PdfLibrary, page: PDFPageProxy, { canvas, text, widthPx }: Target) {
  const scale = widthPx / page.getViewport({ scale: 1 }).width;
  const viewport = page.getViewport({ scale });
  const room = Math.sqrt(MAX_CANVAS_PIXELS / (viewport.width * viewport.height));
  const density = Math.min(window.devicePixelRatio || 1, MAX_DENSITY, room);
  canvas.width = Math.floor(viewport.width * density);
  canvas.height = Math.floor(viewport.height * density);
  const task: RenderTask = page.render({
    canvas,
    viewport,
    transform: density === 1 ? undefined : [density, 0, 0, density, 0, 0],
    // Stamps and signatures of a bank are painted; nothing of them can be pressed.
    annotationMode: library.AnnotationMode.ENABLE,
  });
  text.replaceChildren();
  text.style.setProperty('--total-scale-factor', String(scale));
  const layer = new library.TextLayer({
    textContentSource: page.streamTextContent(),
    container: text,
    viewport,
  });
  const done = Promise.all([task.promise, layer.render()]).then(() => page.cleanup());
  return {
    done,
    stop: () => {
      task.cancel();
      layer.cancel();
    },
  };
}
