import type { AuthenticationResults } from '../authentication-results';

export type HookCall = { headers: Headers; body: Uint8Array; now: Date };

/** A mail as a hook hands it over. `authentication`: what the provider found out about its sender. */
export type HookMail = {
  raw: Uint8Array;
  envelopeFrom: string;
  recipients: string[];
  authentication?: AuthenticationResults;
};

/** `confirm`: an address to open once, so that the provider begins to deliver. */
export type HookRead =
  | { mail: HookMail }
  | { confirm: string }
  | { refusal: 'malformed' | 'wrongSignature' | 'wrongTopic' | 'withoutContent' };

export const malformed = { refusal: 'malformed' } as const;

/** `Nora <nora@example.com>` and `nora@example.com` as the address alone; empty where it could be one of two. */
export const bareAddress = (text: string): string => {
  const brackets = text.split('<').length - 1;
  return brackets > 1 ? '' : (/<([^<>]*)>/.exec(text)?.[1] ?? text).trim();
};
