import { describe, expect, it } from 'vitest';
import { QuantityInput, plainDecimal } from './quantity';

const faultOf = (value: unknown) => QuantityInput.safeParse(value).error?.issues[0]?.message;

describe('a quantity', () => {
  it('is a number or a decimal of at most six places', () => {
    for (const [given, read] of [
      [100, '100'],
      ['0.000001', '0.000001'],
      [1.5, '1.5'],
      ['1000000000', '1000000000'],
      ['2.5000000', '2.5'],
      ['1.0', '1'],
      ['007', '7'],
      ['00.50', '0.5'],
    ] as const)
      expect(QuantityInput.parse(given)).toBe(read);
  });

  it.each([
    [undefined, 'required'],
    [null, 'required'],
    [0, 'quantityZero'],
    ['0.0', 'quantityZero'],
    [-1, 'quantityNegative'],
    ['1.0000001', 'quantityTooPrecise'],
    [1e-7, 'quantityTooPrecise'],
    [JSON.parse('1e400'), 'quantityTooLarge'],
    [JSON.parse('-1e400'), 'quantityNegative'],
    [-1e21, 'quantityNegative'],
    ['1e2', 'quantityNotANumber'],
    ['1e400', 'quantityNotANumber'],
    ['Infinity', 'quantityNotANumber'],
    ['1'.repeat(40), 'quantityTooLarge'],
    [1e21, 'quantityTooLarge'],
    ['1000000000.1', 'quantityTooLarge'],
    ['NaN', 'quantityNotANumber'],
    [Number.NaN, 'quantityNotANumber'],
    ['', 'quantityNotANumber'],
    ['ten', 'quantityNotANumber'],
    [true, 'quantityNotANumber'],
    [[1], 'quantityNotANumber'],
    [{}, 'quantityNotANumber'],
  ])('%j is refused as %s', (given, fault) => expect(faultOf(given)).toBe(fault));

  it('is written without needless places', () => {
    expect(['2.500000', '3.000000', '100', '007', '0.50', '0'].map(plainDecimal)).toEqual([
      '2.5',
      '3',
      '100',
      '7',
      '0.5',
      '0',
    ]);
  });
});
