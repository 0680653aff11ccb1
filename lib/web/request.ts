import { headers } from 'next/headers';
import { userAgent } from 'next/server';
import { type RequestFacts, factsOf } from './request-facts';

/** The facts of the request that is being rendered or acted on. */
export async function requestFacts(): Promise<RequestFacts> {
  return factsOf(await headers());
}

/** Whether the browser says that it is a phone's: what to render before the width of its window is known. */
export async function isOnPhone(): Promise<boolean> {
  return userAgent({ headers: await headers() }).device.type === 'mobile';
}
