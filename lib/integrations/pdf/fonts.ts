import path from 'node:path';
import { Font } from '@react-pdf/renderer';

// TTF alone: from a WOFF the renderer inflates the font table again for every glyph. Vazirmatn draws and copies Arabic
// right where Noto and Plex do not; both carry Polish. Paths, no imports: a bundler would take the fonts for modules.
const fonts = (folder: string) => path.join(process.cwd(), 'node_modules', folder);
const geist = (weight: string) => path.join(fonts('geist/dist/fonts/geist-sans'), `Geist-${weight}.ttf`);
const vazirmatn = (weight: string) => path.join(fonts('vazirmatn/fonts/ttf'), `Vazirmatn-${weight}.ttf`);

export const families = ['Geist', 'Vazirmatn'];

let loading: Promise<void> | undefined;

async function load(): Promise<void> {
  for (const [family, file] of [
    ['Geist', geist],
    ['Vazirmatn', vazirmatn],
  ] as const) {
    const files = [
      { src: file('Regular'), fontWeight: 400 as const },
      { src: file('SemiBold'), fontWeight: 600 as const },
    ];
    Font.register({ family, fonts: files });
  }
  // Long words would be hyphenated as English ones are.
  Font.registerHyphenationCallback((word) => [word]);
  const weights = families.flatMap((fontFamily) =>
    [400, 600].map((fontWeight) => ({ fontFamily, fontWeight })),
  );
  await Promise.all(weights.map((font) => Font.load(font)));
  for (const font of weights) nameGlyphs(Font.getFont(font)?.data as unknown as Glyphs | null);
}

/** Arabic letters as they are drawn, not as they are written: a copy must give the letters. */
const isJoinedForm = (codePoint: number) => codePoint >= 0xfb50 && codePoint <= 0xfeff;

type Glyphs = { characterSet: number[]; glyphForCodePoint(codePoint: number): unknown };

/**
 * fontkit keeps a glyph as it first met it. Met as a part of another (the L of Ł) it has no character, and from then on
 * no document of this process could be searched or copied for it. So each is met by its character first.
 */
function nameGlyphs(font: Glyphs | null): void {
  for (const codePoint of font?.characterSet ?? [])
    if (!isJoinedForm(codePoint)) font?.glyphForCodePoint(codePoint);
}

/** Reads both families once a process; nothing is fetched. */
export const loadFonts = (): Promise<void> => (loading ??= load());

// Isolates and overrides of direction have no glyphs: the renderer would draw other signs in their place.
const BARE = /[\u2066-\u2069\u202a-\u202e]/g;

/**
 * The text with a replacement sign for every character that no embedded font has: the renderer would fall back to
 * Helvetica and draw another character («α» as «±»). Fonts must be loaded.
 */
export function printable(text: string): string {
  const known = families.map((fontFamily) => Font.getFont({ fontFamily })?.data);
  const isKnown = (sign: string) =>
    /\s/.test(sign) || known.some((font) => font?.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0));
  return Array.from(text.normalize('NFC').replace(BARE, ''), (sign) =>
    isKnown(sign) ? sign : '\ufffd',
  ).join('');
}
