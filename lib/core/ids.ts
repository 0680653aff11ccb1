import { fromUUIDBytes, typeidUnboxed } from 'typeid-js';
import { z } from 'zod';
// The words of every refusal, in the browser too.
import './errors';

/** One prefix for each kind of record; an id is `prefix_` and a UUIDv7 in base 32 (TypeID 0.3), so it sorts by time. */
export const prefixes = {
  organisation: 'org',
  user: 'usr',
  session: 'ses',
  link: 'lnk',
  lot: 'lot',
  operation: 'op',
  hold: 'hld',
  purchase: 'pur',
  subscription: 'sub',
  journal: 'jrn',
  request: 'req',
  message: 'msg',
  note: 'nte',
  event: 'evt',
  attachment: 'att',
  audit: 'aud',
  receivable: 'rcv',
  app: 'app',
  apiKey: 'key',
  export: 'exp',
  errorGroup: 'err',
  errorReport: 'rep',
  payment: 'pay',
  refund: 'rfd',
  dispute: 'dsp',
  proof: 'prf',
  invoice: 'inv',
  creditNote: 'cn',
  document: 'doc',
  couponUse: 'cpu',
  taxRate: 'txr',
  mrrMovement: 'mrr',
  accountEntry: 'ace',
  reconciliation: 'rec',
  bankStatement: 'bst',
  contact: 'con',
  participant: 'par',
  messageEdit: 'edt',
  approvalAsk: 'ask',
  approval: 'apv',
  approvalView: 'avw',
  deployment: 'dep',
  deploymentKey: 'dky',
  savedView: 'viw',
  cannedReply: 'cnd',
  quote: 'quo',
  calendar: 'cal',
  slaPolicy: 'slp',
  delivery: 'dlv',
  notification: 'ntf',
  inboundMail: 'eml',
} as const;

export type IdKind = keyof typeof prefixes;

/** A new id. SQL makes the same shape with `typed_id(prefix)` where a function must create a row by itself. */
export function newId(kind: IdKind): string {
  return typeidUnboxed(prefixes[kind]);
}

/** An id made of the first 128 bits of a digest: the same digest makes the same id. It does not sort by time. */
export function idFrom(kind: IdKind, digest: Uint8Array): string {
  return fromUUIDBytes(prefixes[kind], digest.subarray(0, 16));
}

/** Accepts only well-formed ids of one kind: anything else never reaches the database. */
export function Id(kind: IdKind, message = 'unknown') {
  return z.string().regex(new RegExp(`^${prefixes[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`), message);
}
