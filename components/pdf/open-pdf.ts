import type * as Library from 'pdfjs-dist';
import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';

export type OpenedPdf = { pdf: PDFDocumentProxy; library: PdfLibrary };
export type PdfLibrary = typeof Library;

/** Why a document cannot be shown. It is there to download all the same. */
export type PdfFailure = 'locked' | 'damaged' | 'unreachable';

const ASSETS = '/pdfjs';
/** A picture in a page with more pixels than this is left out: it would cost a phone its memory. */
const MAX_IMAGE_PIXELS = 40_000_000;

/**
 * Opens a PDF of ours with pdf.js, which is loaded only then. Scripts, forms and links of the document are never run:
 * pdf.js does that in its viewer alone, which is not here. Source: https://mozilla.github.io/pdf.js/api/
 */
export async function openPdf(url: string, whenBegun: (task: PDFDocumentLoadingTask) => void) {
  // The build for browsers that are some years old, phones above all.
  const library: PdfLibrary = await import('pdfjs-dist/legacy/build/pdf.mjs');
  library.GlobalWorkerOptions.workerSrc = `${ASSETS}/pdf.worker.min.mjs`;
  const task = library.getDocument({
    url,
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
    // Our Content-Security-Policy allows no WebAssembly; the worker then decodes by its own means.
    useWasm: false,
    cMapUrl: `${ASSETS}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${ASSETS}/standard_fonts/`,
    wasmUrl: `${ASSETS}/wasm/`,
    disableRange: true,
    disableStream: true,
    disableAutoFetch: true,
    maxImageSize: MAX_IMAGE_PIXELS,
    verbosity: library.VerbosityLevel.ERRORS,
  });
  whenBegun(task);
  return { pdf: await task.promise, library };
}

/** The legacy build exports no classes of its errors: their names tell them apart. */
export function failureOf(error: unknown): PdfFailure {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return 'locked';
  return name === 'InvalidPDFException' || name === 'FormatError' ? 'damaged' : 'unreachable';
}
