import { AppError } from '@/lib/core/errors';
import { customerOf } from '@/lib/domain/apps/resolve-customer';
import { resolveKey } from '@/lib/domain/apps/resolve-key';
import { refusalOf } from '@/lib/domain/apps/rules';
import type { KeyTurn, ResolvedKey } from '@/lib/domain/apps/schema';
import { takeAddressTurn } from '@/lib/domain/apps/take-address-turn';
import { takeKeyTurn } from '@/lib/domain/apps/take-key-turn';
import type { ApiCall, Customers } from './call';

/** What is learnt of a request on its way; headers and the list of last calls are made from it, refused or not. */
export type Seen = {
  now: Date;
  key?: ResolvedKey;
  turn?: KeyTurn;
  organisationId?: string | null;
  allow?: string[];
};

const BEARER = /^Bearer +(\S+) *$/i;

/** Who calls, from where, how often, and whether the scope is theirs; the verb asks for the right again. */
export async function admit(
  request: Request,
  call: ApiCall,
  ip: string | undefined,
  seen: Seen,
): Promise<ResolvedKey> {
  const [, secret] = BEARER.exec(request.headers.get('authorization') ?? '') ?? [];
  const key = await resolveKey(secret, seen.now).catch((error: unknown) => refuseUnknownKey(error, ip, seen));
  seen.key = key;
  // Before all else: a key that may not be used, or not from there, costs a look-up and a record too.
  admitTurn(await takeKeyTurn(key.keyId, key.ratePerMinute), seen);
  const refused = refusalOf(key, ip);
  if (refused) throw refused;
  if (!key.scopes.includes(call.scope)) throw new AppError('forbidden', 'missingScope');
  return key;
}

function admitTurn(turn: KeyTurn, seen: Seen): void {
  seen.turn = turn;
  const { allowed, limit, resetSeconds } = turn;
  if (!allowed)
    throw new AppError('limit_reached', 'rateLimited', { values: { limit, seconds: resetSeconds } });
}

/** Whoever tries keys that nobody knows is counted by address. */
async function refuseUnknownKey(error: unknown, ip: string | undefined, seen: Seen): Promise<never> {
  if (!(error instanceof AppError) || error.reason === 'keyMissing') throw error;
  const turn = await takeAddressTurn(ip);
  if (!turn.allowed) admitTurn(turn, seen);
  throw error;
}

/** Takes the name of the customer out of the address or the body: it is no part of what the verb reads. */
export function takeNamed(query: Record<string, string>, body: Record<string, unknown>): unknown {
  const named = body.customer ?? query.customer;
  if (query.customer !== undefined && named !== query.customer)
    throw new AppError('invalid', 'invalidInput', { fields: { customer: 'twoCustomers' } });
  delete body.customer;
  delete query.customer;
  return named;
}

/** Whose wallet it is about; null where that may stay open. */
export async function customerNamed(call: ApiCall, key: ResolvedKey, named: unknown): Promise<string | null> {
  const organisationId = await customerOf(key, asName(named));
  if (!organisationId && call.customer !== 'optional') throw new AppError('invalid', 'missingCustomer');
  return organisationId;
}

/** For calls that name several: each by itself, or the one of the whole call. A customer named twice is looked up once. */
export function customersOf(key: ResolvedKey, whole: string | null): Customers {
  const known = new Map<unknown, Promise<string | null>>();
  return async (named) => {
    const looked =
      known.get(named) ?? (named === undefined ? Promise.resolve(whole) : customerOf(key, asName(named)));
    known.set(named, looked);
    const found = await looked;
    if (!found) throw new AppError('invalid', 'missingCustomer');
    return found;
  };
}

function asName(named: unknown): string | undefined {
  if (named === undefined || typeof named === 'string') return named;
  throw new AppError('invalid', 'invalidInput', { fields: { customer: 'wrongType' } });
}
