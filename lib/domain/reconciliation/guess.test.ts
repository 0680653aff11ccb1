import { describe, expect, it } from 'vitest';
import { guessMapping } from './schema.guess';

describe('the first lines of a bank’s CSV', () => {
  it.each([
    [
      ['Date,Amount,Text', '2026-11-20,20.00,MD-1'],
      {
        ...{ dateColumn: 'Date', amountColumn: 'Amount', referenceColumn: 'Text', headLine: 1 },
        ...{ decimal: '.', dateOrder: 'YMD' },
      },
    ],
    [
      [
        'Kontonummer;DE89370400440532013000',
        '',
        '"Buchungstag";"Auftraggeber";"Verwendungszweck";"Betrag"',
        '"20.11.2026";"Ada";"MD-PVWGB2";"1.518,44"',
      ],
      {
        ...{ dateColumn: 'Buchungstag', nameColumn: 'Auftraggeber', referenceColumn: 'Verwendungszweck' },
        ...{ amountColumn: 'Betrag', headLine: 3, decimal: ',', dateOrder: 'DMY' },
      },
    ],
    [
      ['Booking date\tMoney in\tMoney out\tDescription\tTransaction ID', '11/20/2026\t20.00\t\tMD-1\tT1'],
      {
        ...{ dateColumn: 'Booking date', creditColumn: 'Money in', debitColumn: 'Money out', headLine: 1 },
        ...{ referenceColumn: 'Description', idColumn: 'Transaction ID', decimal: '.', dateOrder: 'MDY' },
      },
    ],
    [['nothing here', 'to be read'], {}],
    [[], {}],
  ])('%j', (lines, guess) => {
    expect(guessMapping(lines)).toEqual(guess);
  });
});
