import type { Incoming } from '../http';
import type { StripeFault } from './faults';
import type { Params } from './params';
import type { SavedReply } from './records';
import type { StripeStore } from './store';

export interface ApiWorld {
  store: StripeStore;
  now: () => Date;
  publicUrl: () => string;
}

/** What a POST did: the object to answer, and the write that keeps it together with the answer. */
export interface Change {
  value: unknown;
  /** A refusal that is kept like an answer: a declined card. */
  fault?: StripeFault;
  commit(replies: SavedReply[]): void;
}

export type Read = (request: Incoming, params: Params) => unknown;
export type Write = (request: Incoming, params: Params) => Change;

/** One part of the API, by path. */
export interface ApiPart {
  reads?: Record<string, Read>;
  writes?: Record<string, Write>;
  deletes?: Record<string, Write>;
}
