import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';

describe('toCsv', () => {
  it('quotes what needs it', () => {
    expect(toCsv([['a', 'b,c', 'd"e', 'f\ng', null, 3]])).toBe('\ufeffa,"b,c","d""e","f\ng",,3\r\n');
  });

  it.each(['=1+1', '+1+1', '-cmd', '@SUM(A1)', '\tx', '=HYPERLINK("http://x")'])(
    'does not let «%s» run',
    (cell) => {
      expect(toCsv([[cell]]).replace(/^\ufeff"?/, '')).toMatch(/^'/);
    },
  );

  it('leaves numbers alone, negative ones too', () => {
    expect(toCsv([['-12.50', '0.000001']])).toBe('\ufeff-12.50,0.000001\r\n');
  });
});
