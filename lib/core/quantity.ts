import { z } from 'zod';
// The words of every refusal, in the browser too.
import './errors';

const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const MOST = 1_000_000_000;

/** JSON numbers that JavaScript does not write in plain digits; text has to be in plain digits. */
function powerFault(value: number): string {
  if (Number.isNaN(value)) return 'quantityNotANumber';
  if (value < 0) return 'quantityNegative';
  return value < 1 ? 'quantityTooPrecise' : 'quantityTooLarge';
}

/** Why a quantity is refused, as a key of `errors.field`; null when it is fine. Each way of being wrong has its own. */
function quantityFault(given: string | number, text: string): string | null {
  if (!DECIMAL.test(text)) return typeof given === 'number' ? powerFault(given) : 'quantityNotANumber';
  if ((text.split('.')[1] ?? '').replace(/0+$/, '').length > 6) return 'quantityTooPrecise';
  const value = Number(text);
  if (value === 0) return 'quantityZero';
  if (value < 0) return 'quantityNegative';
  return value > MOST ? 'quantityTooLarge' : null;
}

/**
 * How many units of a service: a JSON number or a decimal string, above zero, at most a billion, at most six places.
 * Comes out as a decimal string as people write it, which SQL reads exactly: `007.50` is `7.5`.
 */
export const QuantityInput = z
  .union([z.string(), z.number(), z.nan(), z.literal(Infinity), z.literal(-Infinity)], {
    error: (issue) => (issue.input === undefined || issue.input === null ? 'required' : 'quantityNotANumber'),
  })
  .transform((value, context) => {
    const text = String(value).trim();
    const fault = quantityFault(value, text);
    if (fault) {
      context.addIssue({ code: 'custom', message: fault });
      return z.NEVER;
    }
    return plainDecimal(text);
  });

/** `2.500000` → `2.5`, `007` → `7`: a numeric as people write it. */
export const plainDecimal = (text: string): string => {
  const whole = text.replace(/^0+(?=\d)/, '');
  return whole.includes('.') ? whole.replace(/0+$/, '').replace(/\.$/, '') : whole;
};
