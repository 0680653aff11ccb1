'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/**
 * Turns a field error, a key of `errors.field` such as `required` or `tooLong?max=200`, into words.
 * A sentence passes through; an unknown key becomes the generic message.
 */
export function useFieldMessage(): (error: string | undefined) => string | undefined {
  const words = useTranslations('ui');
  const everything = useTranslations();
  return useCallback(
    (error) => {
      if (!error) return undefined;
      if (/\s/.test(error)) return error;
      const [name = '', query = ''] = error.split('?', 2);
      const key = `errors.field.${name}`;
      const translate = everything as unknown as LooseTranslator;
      if (!translate.has(key)) return words('form.invalidField');
      return translate(
        key,
        Object.fromEntries([...new URLSearchParams(query)].map(([k, v]) => [k, numeric(v)])),
      );
    },
    [everything, words],
  );
}

// The keys come from the server at run time, so the compile-time check cannot know them.
interface LooseTranslator {
  (key: string, values: Record<string, string | number>): string;
  has(key: string): boolean;
}

function numeric(value: string): string | number {
  return /^-?\d{1,15}(\.\d+)?$/.test(value) ? Number(value) : value;
}
