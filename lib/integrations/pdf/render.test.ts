import { describe, expect, it } from 'vitest';
import { loadFonts, printable } from './fonts';
import { renderPdf } from './render';
import type { Sheet } from './schema';

const sheet = (over: Partial<Sheet> = {}): Sheet => ({
  ...{
    paper: 'a4',
    language: 'en',
    kind: 'Invoice',
    number: 'INV-2026-000042',
    issuer: 'Meterdesk sp. z o.o.',
  },
  at: new Date('2026-11-21T10:00:00Z'),
  facts: [{ label: 'Issued', value: 'Nov 21, 2026' }],
  parties: [
    { label: 'Seller', lines: ['Meterdesk sp. z o.o.', 'ul. Żółkiewskiego 7', '90-001 Łódź'] },
    { label: 'Buyer', lines: ['شركة النيل للتجارة', '٣ شارع التحرير، القاهرة 11511'] },
  ],
  tables: [
    {
      columns: [{ label: 'Description' }, { label: 'Net', width: 80, isNumber: true }],
      rows: Array.from({ length: 6 }, (_, index) => [`Zażółć gęślą jaźń ${index}`, '€41.15']),
    },
  ],
  totals: [{ label: 'Total', value: '€246.90', isStrong: true }],
  notes: ['Reverse charge'],
  pageWords: 'Page {page} of {pages}',
  ...over,
});

/** What a reader of the file finds: the words of each page, and the fonts that are not embedded. */
async function read(bytes: Buffer) {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const pdf = await getDocument({ data: new Uint8Array(bytes), useWorkerFetch: false, verbosity: 0 }).promise;
  const pages: { text: string; widthPt: number }[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    pages.push({
      text: text.replaceAll(/\s+/g, ' '),
      widthPt: Math.round(page.getViewport({ scale: 1 }).width),
    });
  }
  return pages;
}

describe('a document', () => {
  it('carries Latin, Polish and Arabic in embedded fonts, on A4 and Letter', async () => {
    const [page, ...rest] = await read(await renderPdf(sheet()));
    expect(rest).toEqual([]);
    expect(page?.widthPt).toBe(595);
    for (const words of ['INV-2026-000042', 'Żółkiewskiego', 'Zażółć gęślą jaźń 5', 'Page 1 of 1'])
      expect(page?.text).toContain(words);
    expect(page?.text).toContain('شركة');
    const letter = await renderPdf(sheet({ paper: 'letter' }));
    expect((await read(letter))[0]?.widthPt).toBe(612);
    expect(letter.toString('latin1')).not.toMatch(/\/BaseFont \/Helvetica/);
  });

  it('goes on over pages, with the head of the table on each', async () => {
    const rows = Array.from({ length: 90 }, (_, index) => [`Line ${index}`, '€1.00']);
    const columns = [{ label: 'Description' }, { label: 'Net', width: 80, isNumber: true }];
    const pages = await read(await renderPdf(sheet({ tables: [{ columns, rows }] })));
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, { text }] of pages.entries())
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
    expect(pages[1]?.text).toContain('Description');
    // The document before had an Ł, and the L is a part of it.
    expect(pages[0]?.text).toContain('Line 12');
    expect(pages.at(-1)?.text).toContain('€246.90');
  });

  it('is the same file for the same content', async () => {
    expect((await renderPdf(sheet())).equals(await renderPdf(sheet()))).toBe(true);
  });

  it('shows a sign for what no font has, never another character', async () => {
    await loadFonts();
    expect(printable('Łódź α 株 é شركة \u2068x\u2069')).toBe('Łódź \ufffd \ufffd é شركة x');
  });
});
