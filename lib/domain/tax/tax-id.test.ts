import { describe, expect, it } from 'vitest';
import { isTaxId } from './tax-id';

describe('a tax id', () => {
  it.each([
    ['DE', 'DE136695976'],
    ['DE', '136695976'],
    ['PL', 'PL7251801126'],
    ['PL', '725-180-11-26'],
    ['AT', 'ATU13585627'],
    ['GR', 'EL094259216'],
    ['GB', 'GB980780684'],
    ['EG', '100-531-385'],
    ['FR', 'FR40303265045'],
    ['NO', 'NO 995 525 828 MVA'],
    ['AE', '100123456700003'],
    ['XI', 'XI110305878'],
  ])('%s %s has the right form', async (country, id) => {
    expect(await isTaxId(country, id)).toBe(true);
  });

  it.each([
    ['DE', 'DE136695977'],
    ['PL', 'PL7251801127'],
    ['PL', 'DE136695976'],
    ['EG', '12'],
    ['AE', '<script>'],
    ['AE', ''],
    ['DE', ''],
  ])('%s %s has not', async (country, id) => {
    expect(await isTaxId(country, id)).toBe(false);
  });
});
