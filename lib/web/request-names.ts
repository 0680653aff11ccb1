/** Headers that proxy.ts sets on every request; nothing that a client sends under these names gets through. */
export const REQUEST_ID = 'x-request-id';
export const REQUEST_PATH = 'x-meterdesk-path';
export const NONCE = 'x-nonce';
