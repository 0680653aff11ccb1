import type { CSSProperties } from 'react';

/** The product's tokens as hex: mail readers know neither OKLCH nor variables. */
const light = { canvas: '#f8f8fa', surface: '#ffffff', line: '#e3e4e8', muted: '#5f626b', text: '#1b1d23' };
const dark = { canvas: '#0e0f12', surface: '#16181c', line: '#2c2f36', muted: '#a0a3ad', text: '#eff0f3' };
/** Tahoma has Arabic where Geist has none. */
const font =
  'Geist, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Tahoma, Arial, sans-serif';

export interface Look {
  dir: 'ltr' | 'rtl';
  /** The brand's colour (`#rrggbb`), on which white is readable. */
  colour: string;
}

/**
 * Inline for readers that drop style sheets; the classes let a dark reader repaint them. Sides are named left and right
 * by the direction: mail readers know no logical properties, and some drop the direction of the whole page.
 */
export function stylesOf({ dir, colour }: Look) {
  const start = dir === 'rtl' ? 'right' : 'left';
  const end = dir === 'rtl' ? 'left' : 'right';
  const lines: CSSProperties = { direction: dir, textAlign: start };
  return {
    body: { backgroundColor: light.canvas, margin: 0, padding: '32px 0', fontFamily: font, ...lines },
    card: {
      backgroundColor: light.surface,
      border: `1px solid ${light.line}`,
      borderRadius: '10px',
      maxWidth: '560px',
      margin: '0 auto',
      padding: '28px 32px',
      ...lines,
    },
    brand: {
      ...lines,
      ...{ color: light.text, fontSize: '15px', lineHeight: '22px', fontWeight: 600, margin: '0 0 20px' },
    },
    logo: { display: 'block', maxHeight: '36px', maxWidth: '200px', margin: '0 0 20px' },
    heading: {
      ...lines,
      ...{ color: light.text, fontSize: '20px', lineHeight: '28px', fontWeight: 600, margin: '0 0 12px' },
    },
    text: { ...lines, color: light.text, fontSize: '14px', lineHeight: '22px', margin: '0 0 12px' },
    muted: { ...lines, color: light.muted, fontSize: '13px', lineHeight: '20px', margin: '0 0 12px' },
    quote: {
      ...{ color: light.text, fontSize: '14px', lineHeight: '22px', margin: '0 0 12px' },
      padding: dir === 'rtl' ? '4px 16px 4px 0' : '4px 0 4px 16px',
      [dir === 'rtl' ? 'borderRight' : 'borderLeft']: `3px solid ${light.line}`,
      whiteSpace: 'pre-wrap',
      wordBreak: 'break-word',
    },
    button: {
      backgroundColor: colour,
      color: '#ffffff',
      borderRadius: '6px',
      fontSize: '14px',
      lineHeight: '20px',
      fontWeight: 600,
      padding: '10px 18px',
      textDecoration: 'none',
    },
    plainButton: {
      backgroundColor: light.surface,
      color: light.text,
      border: `1px solid ${light.muted}`,
      borderRadius: '6px',
      fontSize: '14px',
      lineHeight: '20px',
      fontWeight: 600,
      padding: '9px 18px',
      textDecoration: 'none',
    },
    link: { color: colour, wordBreak: 'break-all' },
    inner: { border: `1px solid ${light.line}`, borderRadius: '8px', padding: '16px', margin: '0 0 16px' },
    facts: { width: '100%', margin: '8px 0 16px', borderCollapse: 'collapse' },
    factName: {
      color: light.muted,
      fontSize: '13px',
      lineHeight: '20px',
      padding: dir === 'rtl' ? '8px 0 8px 16px' : '8px 16px 8px 0',
      borderTop: `1px solid ${light.line}`,
      verticalAlign: 'top',
      textAlign: start,
      whiteSpace: 'nowrap',
    },
    factValue: {
      color: light.text,
      fontSize: '13px',
      lineHeight: '20px',
      padding: '8px 0',
      borderTop: `1px solid ${light.line}`,
      textAlign: end,
      wordBreak: 'break-word',
      fontVariantNumeric: 'tabular-nums',
    },
    rule: { borderColor: light.line, margin: '24px 0 16px' },
  } satisfies Record<string, CSSProperties>;
}

export const darkSheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .canvas, .canvas > table > tbody > tr > td { background-color: ${dark.canvas} !important; }
  .card { background-color: ${dark.surface} !important; border-color: ${dark.line} !important; }
  .ink { color: ${dark.text} !important; }
  .dim { color: ${dark.muted} !important; }
  .line { border-color: ${dark.line} !important; }
  .link { color: #9d97ff !important; }
}
@media (max-width: 600px) { .card { border-radius: 0 !important; padding: 24px 16px !important; } }
`;
