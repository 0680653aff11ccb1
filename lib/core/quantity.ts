import { z } from 'zod';
// The words of every refusal, in the browser too.
import './errors';

const DECIMAL = /^-?\d{1,30}(?:\.\d+)?$/;
const POWER = /^-?\d+(?:\.\d+)?e([+-]?)\d+$/i;
const MOST = 1_000_000_000;

/** Why a quantity is refused, as a key of `errors.field`; null when it is fine. Each way of being wrong has its own. */
function quantityFault(text: string): string | null {
  const power = POWER.exec(text);
  if (power) return power[1] === '-' ? 'quantityTooPrecise' : 'quantityTooLarge';
  if (/^-?Infinity$/.test(text)) return 'quantityTooLarge';
  if (!DECIMAL.test(text)) return 'quantityNotANumber';
  if ((text.split('.')[1] ?? '').replace(/0+$/, '').length > 6) return 'quantityTooPrecise';
  const value = Number(text);
  if (value === 0) return 'quantityZero';
  if (value < 0) return 'quantityNegative';
  return value > MOST ? 'quantityTooLarge' : null;
}

/**
 * How many units of a service: a JSON number or a decimal string, above zero, at most a billion, at most six places.
 * Comes out as a decimal string, which SQL reads exactly.
 */
export const QuantityInput = z
  .union([z.string(), z.number(), z.nan(), z.literal(Infinity), z.literal(-Infinity)], {
    error: (issue) => (issue.input === undefined || issue.input === null ? 'required' : 'quantityNotANumber'),
  })
  .transform((value, context) => {
    const text = String(value).trim();
    const fault = quantityFault(text);
    if (fault) {
      context.addIssue({ code: 'custom', message: fault });
      return z.NEVER;
    }
    return text;
  });

/** `2.500000` → `2.5`: a numeric as people write it. */
export const plainDecimal = (text: string): string =>
  text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
