import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ApiScope, Context } from '@/lib/core/context';
import type { ApiCode } from './codes';

/** How the calls stand in the document and on its page. */
export const groups = [
  'credits',
  'holds',
  'entries',
  'catalogue',
  'purchases',
  'billing',
  'errors',
  'support',
] as const;
export type Group = (typeof groups)[number];

/**
 * `required` where credits move: without a key a repeat would move them twice. `own`: what the call lists carries keys of
 * its own, and one of the whole call is not read.
 */
type KeyRule = 'required' | 'accepted' | 'own';

/** Looks up a customer by what the caller calls it; without a name the one that the whole call is about. */
export type Customers = (named: unknown) => Promise<string>;

/**
 * What a handler is given. Parameters and query are parsed; the body is what was sent, for the verb parses it: its type
 * only says what the document asks for.
 */
type Given<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, K extends KeyRule> = {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.input<B>;
  idempotencyKey: K extends 'required' ? string : string | undefined;
  customers: Customers;
};

/** What a call may answer with instead of JSON, when `Accept` asks for it. */
export const fileTypes = ['application/pdf', 'application/xml', 'text/csv'] as const;
export type FileType = (typeof fileTypes)[number];
/** `fileName` is plain ASCII. */
export type ApiFile = { fileName: string; body: Readable | string };

type Definition<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  A extends z.ZodType,
  K extends KeyRule,
> = {
  /** Names the call in the document, in the client and in messages/en/api.json. */
  name: string;
  group: Group;
  method: 'GET' | 'POST';
  /** Below /api/v1, with `{id}` for what stands in the address. */
  path: string;
  scope: ApiScope;
  params?: P;
  query?: Q;
  body?: B;
  answer: { name: string; schema: A };
  status: 200 | 201;
  idempotency?: K;
  /** `optional` where a call is about no wallet, or names several. */
  customer?: 'optional';
  /** Refusals of its own, beside those that every call has. */
  errors: readonly ApiCode[];
  example: { params?: z.input<P>; query?: z.input<Q>; body?: z.input<B>; answer: z.output<A> };
  limitBytes?: number;
  run: (ctx: Context, given: Given<P, Q, B, K>) => Promise<z.output<A> & { replayed?: true }>;
  files?: { [T in FileType]?: (ctx: Context, given: Given<P, Q, B, K>) => Promise<ApiFile> };
};

type Untyped = Definition<z.ZodObject, z.ZodObject, z.ZodObject, z.ZodType, KeyRule>;

type AnyGiven = Given<z.ZodType, z.ZodType, z.ZodType, KeyRule>;

/** A row of the route table, whatever its schemas are. */
export type ApiCall = Omit<Untyped, 'run' | 'files'> & {
  run: (ctx: Context, given: AnyGiven) => Promise<unknown>;
  files?: { [T in FileType]?: (ctx: Context, given: AnyGiven) => Promise<ApiFile> };
};

/** Checks a row against its own schemas; after that all rows are alike. */
export const call = <
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  A extends z.ZodType,
  K extends KeyRule = 'accepted',
>(
  definition: Definition<P, Q, B, A, K>,
): ApiCall => definition as unknown as ApiCall;
