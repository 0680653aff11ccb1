// Opens one PDF as its reader would, in a thread that may be killed: nothing of the file's own code runs.
import { parentPort, workerData } from 'node:worker_threads';

// pdf.js asks for these at import, to draw; nothing is drawn here.
globalThis.DOMMatrix ??= class {};
globalThis.ImageData ??= class {};
globalThis.Path2D ??= class {};

try {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const document = await getDocument({
    data: new Uint8Array(workerData),
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    stopAtErrors: true,
    verbosity: 0,
  }).promise;
  await document.getPage(1);
  parentPort.postMessage({ pages: document.numPages });
} catch (error) {
  parentPort.postMessage({ error: error.name });
}
