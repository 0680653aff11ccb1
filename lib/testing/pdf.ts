import { Document, Page, renderToBuffer } from '@react-pdf/renderer';
import { createElement } from 'react';

/** A PDF of so many empty pages; with a password nobody opens it without. */
export async function pdfOf(pages: number, userPassword?: string): Promise<Uint8Array> {
  const children = Array.from({ length: pages }, (_, key) => createElement(Page, { key, size: 'A6' }));
  const document = createElement(Document, { userPassword, pdfVersion: '1.7' }, children);
  return new Uint8Array(await renderToBuffer(document));
}
