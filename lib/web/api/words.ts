import { createTranslator } from 'use-intl/core';
import api from '@/messages/en/api.json';
import errors from '@/messages/en/errors.json';

// The API speaks to programs and to those who write them: one language, and no Next in the process that may serve it.
const messages = { api, errors };
const t = createTranslator({ locale: 'en', messages });
type Key = Parameters<typeof t>[0];

export type ApiWord = string;

/** The words of a key such as `errors.notFound` or `api.calls.getBalance.summary`; undefined where there are none. */
export function words(key: ApiWord, values: Record<string, string | number> = {}): string | undefined {
  return t.has(key as Key) ? (t as (key: Key, values: object) => string)(key as Key, values) : undefined;
}
