import { renderToBuffer } from '@react-pdf/renderer';
import { loadFonts } from './fonts';
import type { Sheet } from './schema';
import { SheetDocument } from './sheet';

/** Draws a document. The bytes depend on the sheet alone. Takes 40–90 ms of the event loop; the first in a process longer. */
export async function renderPdf(sheet: Sheet): Promise<Buffer> {
  await loadFonts();
  return renderToBuffer(<SheetDocument sheet={sheet} />);
}
