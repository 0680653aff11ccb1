import { z } from 'zod';
import { isStorable } from '@/lib/core/text';

const METADATA_BYTES = 4_096;

const METADATA_DEPTH = 5;

/**
 * Why metadata is refused, as a key of `errors.field`; null when it can be kept. Numbers that jsonb writes out in hundreds
 * of digits, and nesting that no parser should walk, are refused before anything else looks at them.
 */
function metadataFault(value: unknown, depth = 0): string | null {
  if (depth > METADATA_DEPTH) return 'metadataTooDeep';
  if (typeof value === 'number')
    return Math.abs(value) <= Number.MAX_SAFE_INTEGER && !/e-/.test(String(value)) ? null : 'metadataNumber';
  if (typeof value === 'string') return isStorable(value) ? null : 'badCharacters';
  if (typeof value !== 'object' || value === null) return null;
  const parts = Array.isArray(value)
    ? (value as unknown[])
    : [...Object.keys(value), ...Object.values(value)];
  for (const part of parts) {
    const fault = metadataFault(part, depth + 1);
    if (fault) return fault;
  }
  return null;
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Anything that a caller wants to keep with a command: a JSON object of at most 4 KB, five levels deep. */
export const Metadata = z
  .custom<Record<string, Json>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'wrongType',
  )
  .superRefine((value, context) => {
    const isLarge = () => new TextEncoder().encode(JSON.stringify(value)).length > METADATA_BYTES;
    const fault = metadataFault(value) ?? (isLarge() ? 'metadataTooLarge' : null);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  });
