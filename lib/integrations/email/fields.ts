import { z } from 'zod';

/** One line for a subject or a sentence: what would break a header or a layout becomes a space. */
export const line = z
  .string()
  .transform((text) =>
    text
      .toWellFormed()
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim(),
  )
  .pipe(z.string().min(1).max(300));

export const paragraph = z
  .string()
  .transform((text) => text.toWellFormed().replaceAll('\u0000', '').slice(0, 2_000));

export const url = z.url({ protocol: /^https?$/ });

/** A bigint as JSON carries it. */
export const integer = z.string().regex(/^-?\d{1,30}$/);

export const instant = z.iso.datetime({ offset: true });

export const currency = z.string().regex(/^[A-Z]{3}$/);
