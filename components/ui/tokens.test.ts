import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Reads the tokens as the browser will: every pair of text and ground, light and dark. */
const css = readFileSync('app/globals.css', 'utf8');

type Oklch = [lightness: number, chroma: number, hue: number];
type Mode = 'light' | 'dark';

const TOKEN = /--color-([\w-]+):\s*light-dark\(\s*oklch\(([^)/]+)[^)]*\),\s*oklch\(([^)/]+)[^)]*\)\s*\);/g;

function parse(text: string): Oklch {
  const [lightness = 0, chroma = 0, hue = 0] = text.trim().split(/\s+/).map(Number);
  return [lightness, chroma, hue];
}

const tokens = new Map(
  [...css.matchAll(TOKEN)].map(([, name = '', light = '', dark = '']) => [
    name,
    { light: parse(light), dark: parse(dark) },
  ]),
);

/** Björn Ottosson's conversion to linear sRGB, cut to the gamut, then the luminance of WCAG 2. */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (part: number) => Math.min(1, Math.max(0, part));
  const red = cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, mode: Mode): number {
  const [first, second] = [one, other].map((name) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`no token ${name}`);
    return luminance(token[mode]);
  }) as [number, number];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

const MODES: Mode[] = ['light', 'dark'];
const GROUNDS = ['canvas', 'surface', 'sunken', 'hover'];
const MEANINGS = ['positive', 'warning', 'critical', 'info'];
const CHARTS = [1, 2, 3, 4, 5, 6].map((index) => `chart-${index}`);

const TEXT_ON_GROUND = [
  ...['ink', 'muted', 'accent', ...MEANINGS].flatMap((text) => GROUNDS.map((ground) => [text, ground])),
  ...['accent', ...MEANINGS].flatMap((name) => [
    [name, `${name}-soft`],
    ['ink', `${name}-soft`],
    [`on-${name}`, name],
  ]),
  ['on-accent', 'accent-hover'],
  ['on-critical', 'critical-hover'],
  ['muted', 'accent-soft'],
  ['canvas', 'ink'],
] as [string, string][];

const SIGNS_ON_GROUND = [
  ...CHARTS.map((chart) => [chart, 'surface']),
  ...['canvas', 'surface', 'sunken'].map((ground) => ['control', ground]),
] as [string, string][];

describe.each(MODES)('the %s tokens', (mode) => {
  it.each(TEXT_ON_GROUND)('let %s be read on %s', (text, ground) => {
    expect(contrast(text, ground, mode)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SIGNS_ON_GROUND)('let %s be seen on %s', (sign, ground) => {
    expect(contrast(sign, ground, mode)).toBeGreaterThanOrEqual(3);
  });

  it('part the series of a chart by equal steps of lightness', () => {
    const steps = CHARTS.map((name) => tokens.get(name)?.[mode][0] ?? 0).sort((one, other) => one - other);
    const gaps = steps.slice(1).map((step, index) => step - (steps[index] ?? 0));
    for (const gap of gaps) expect(gap).toBeCloseTo(0.07, 5);
  });
});
