import { describe, expect, it } from 'vitest';
import { quoteOf } from './quote-text';

describe('quoteOf', () => {
  it('quotes each line under a heading', () => {
    expect(quoteOf('One\n\nTwo\n', 'Nora wrote:')).toBe('> Nora wrote:\n> One\n>\n> Two');
  });

  it('cuts what is long', () => {
    const lines = quoteOf(Array.from({ length: 50 }, (_, at) => `line ${at}`).join('\n'), 'N:').split('\n');
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe('> …');
    const long = quoteOf('x'.repeat(5_000), 'N:');
    expect(long).toBe(`> N:\n> ${'x'.repeat(1_500)}\n> …`);
  });
});
