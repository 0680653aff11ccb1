import { randomUUID } from 'node:crypto';
import { clientAddress } from './client-address';
import { REQUEST_ID, isRequestId } from './request-names';

/** What every door knows of a request: its id (set before any route sees it) and the address it came from. */
export type RequestFacts = { requestId: string; ip?: string };

export function factsOf(source: Headers): RequestFacts {
  const given = source.get(REQUEST_ID);
  return { requestId: isRequestId(given) ? given : randomUUID(), ip: clientAddress(source) };
}
