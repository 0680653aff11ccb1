import { randomUUID } from 'node:crypto';
import { clientAddress } from './client-address';
import { REQUEST_ID } from './request-names';

const WELL_FORMED_ID = /^[\w-]{8,64}$/;

/** What every door knows of a request: its id (set before any route sees it) and the address it came from. */
export type RequestFacts = { requestId: string; ip?: string };

export function factsOf(source: Headers): RequestFacts {
  const given = source.get(REQUEST_ID) ?? '';
  return { requestId: WELL_FORMED_ID.test(given) ? given : randomUUID(), ip: clientAddress(source) };
}
