// Puts what a browser needs to show a PDF under public/pdfjs: the worker must be of the same version as the library, and
// must come from our own origin. Fonts and character maps are fetched only by documents that do not bring their own.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const FILES = [
  ['legacy/build/pdf.worker.min.mjs', 'pdf.worker.min.mjs'],
  // JPEG 2000 without WebAssembly, which our Content-Security-Policy does not allow.
  ['wasm/openjpeg_nowasm_fallback.js', 'wasm/openjpeg_nowasm_fallback.js'],
  ['cmaps', 'cmaps'],
  ['standard_fonts', 'standard_fonts'],
];

export function copyViewer() {
  const target = path.join(root, 'public/pdfjs');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(path.join(target, 'wasm'), { recursive: true });
  for (const [from, to] of FILES)
    cpSync(path.join(root, 'node_modules/pdfjs-dist', from), path.join(target, to), { recursive: true });
}
