/** Headers that proxy.ts sets on every request; nothing that a client sends under these names gets through. */
export const REQUEST_ID = 'x-request-id';
export const REQUEST_PATH = 'x-meterdesk-path';
export const REQUEST_METHOD = 'x-meterdesk-method';
export const NONCE = 'x-nonce';
/** The language of a page that speaks several. */
export const LOCALE = 'x-locale';

/** An id that a proxy of ours told; anything else is replaced before it reaches a header or the log. */
export const isRequestId = (told: unknown): told is string =>
  typeof told === 'string' && /^[\w-]{8,64}$/.test(told);
