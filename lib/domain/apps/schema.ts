import { z } from 'zod';
import type { ApiScope } from '@/lib/core/context';
import { Id } from '@/lib/core/ids';
import { line } from '@/lib/core/text';
import { OverlapInput } from './schema.overlap';

/** The scopes in the order of lib/core/context.ts, which a browser does not load. */
export const keyScopes = [
  'credits:read',
  'credits:spend',
  'credits:grant',
  'usage:write',
  'catalogue:read',
  'support:write',
  'billing:read',
  'billing:write',
] as const satisfies readonly ApiScope[];
export type KeyScope = ApiScope;

/** Calls a minute that a key may make unless it says otherwise, and the most that an owner may give. */
export const RATE_PER_MINUTE = 600;
export const MAX_RATE_PER_MINUTE = 1_000_000;
/** Keys of one organisation or app that work at the same time. */
export const MAX_KEYS = 50;
/** Days for which the last calls of a key are kept, and how many of them. */
export const CALL_DAYS = 7;
export const CALLS_PER_KEY = 1_000;
/** How many of them a page shows. */
export const CALLS_SHOWN = 50;

const bitsFit = (bits: string | undefined, most: number) =>
  bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);

function isAddressOrBlock(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/');
  if (more.length > 0) return false;
  if (z.ipv4().safeParse(address).success) return bitsFit(bits, 32);
  return z.ipv6().safeParse(address).success && bitsFit(bits, 128);
}

const separated = (typed: string) => typed.split(/[\s,]+/).filter(Boolean);

/** Addresses and CIDR blocks, as a list or as typed with commas or white space between. */
const Addresses = z
  .union([z.array(z.string().max(50)).max(50), z.string().max(3_000).transform(separated)])
  .pipe(z.array(z.string().max(50).refine(isAddressOrBlock, 'address')).max(50));

const Rate = z.coerce.number().int().min(1).max(MAX_RATE_PER_MINUTE);
const Scopes = z
  .array(z.enum(keyScopes))
  .min(1, 'chooseOne')
  .max(keyScopes.length)
  .transform((chosen) => keyScopes.filter((scope) => chosen.includes(scope)));

/** Days from now; an empty field is none. */
const Days = z.preprocess(
  (typed) => (typed === '' ? undefined : typed),
  z.coerce.number().int().min(1).max(3_650).optional(),
);

/** An organisation's id, or the e-mail address of its owner. */
const OrganisationName = line(254);

const KeyFields = {
  name: line(80),
  scopes: Scopes,
  ratePerMinute: Rate.default(RATE_PER_MINUTE),
  allowedIps: Addresses.default([]),
  expiresInDays: Days,
};

/** An owner names neither: the key is of their organisation. Staff and operators name one of the two. */
export const CreateKeyInput = z
  .object({ ...KeyFields, organisation: OrganisationName.optional(), app: line(80).optional() })
  .refine(({ organisation, app }) => !(organisation && app), { path: ['app'], message: 'oneOwner' });

export const KeyInput = z.object({ keyId: Id('apiKey') });
export const RotateKeyInput = KeyInput.extend({
  overlap: OverlapInput,
});
/** Scopes and expiry stay as they were made: whoever holds the key relies on them. Make a new one for others. */
export const ChangeKeyInput = KeyInput.extend({
  name: KeyFields.name,
  ratePerMinute: Rate,
  allowedIps: KeyFields.allowedIps,
});

export const AppInput = z.object({ appId: Id('app') });
export const CreateAppInput = z.object({ name: line(80) });
export const RenameAppInput = AppInput.extend({ name: line(80) });

/** An external id that looks like one of ours would say two things at once. */
const ExternalId = line(200).refine((id) => !Id('organisation').safeParse(id).success, 'ourId');
export const LinkCustomerInput = AppInput.extend({ externalId: ExternalId, organisation: OrganisationName });
export const UnlinkCustomerInput = AppInput.extend({ externalId: line(200) });

export const ListAppCustomersInput = AppInput.extend({
  /** The external id that the page before ended with. */
  after: line(200).optional(),
});

/** A key as the door of the API meets it. A key is of one organisation, or of an app that serves many. */
export type ResolvedKey = {
  keyId: string;
  organisationId: string | null;
  appId: string | null;
  scopes: KeyScope[];
  ratePerMinute: number;
  allowedIps: string[];
  status: 'active' | 'revoked' | 'expired' | 'appDisabled';
};

/** A turn of a key in its present minute, for the RateLimit headers. */
export type KeyTurn = { allowed: boolean; limit: number; remaining: number; resetSeconds: number };

/** One answered call. `organisationId` is the key's, or the customer that an app named. */
export type CallRecord = {
  keyId: string;
  at: Date;
  requestId: string;
  organisationId: string | null;
  method: string;
  path: string;
  status: number;
  /** The code of a refusal. */
  code?: string;
  durationMs: number;
  ip?: string;
};

/** `ending` was rotated and works until its overlap is over. */
export type KeyStatus = 'active' | 'ending' | 'expired' | 'revoked';

export type KeyDto = {
  id: string;
  name: string;
  prefix: string;
  scopes: KeyScope[];
  allowedIps: string[];
  ratePerMinute: number;
  /** Calls in its present minute. */
  callsThisMinute: number;
  status: KeyStatus;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
  /** The organisation it is of, unless it is of an app. */
  organisation: { id: string; name: string } | null;
};

/** A key just made: the only time that its secret is seen. */
export type NewKeyDto = { id: string; name: string; prefix: string; secret: string };

export type CallDto = Omit<CallRecord, 'at' | 'code' | 'ip' | 'organisationId'> & {
  at: string;
  keyName: string;
  code: string | null;
  ip: string | null;
};

export type AppDto = {
  id: string;
  name: string;
  createdAt: string;
  disabledAt: string | null;
  keys: number;
  customers: number;
};

export type AppCustomerDto = {
  externalId: string;
  organisation: { id: string; name: string };
  createdAt: string;
};
