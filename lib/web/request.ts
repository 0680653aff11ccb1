import { headers } from 'next/headers';
import { type RequestFacts, factsOf } from './request-facts';

/** The facts of the request that is being rendered or acted on. */
export async function requestFacts(): Promise<RequestFacts> {
  return factsOf(await headers());
}
