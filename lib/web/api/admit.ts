import { AppError } from '@/lib/core/errors';
import { customerOf } from '@/lib/domain/apps/resolve-customer';
import { resolveKey } from '@/lib/domain/apps/resolve-key';
import { refusalOf } from '@/lib/domain/apps/rules';
import type { KeyTurn, ResolvedKey } from '@/lib/domain/apps/schema';
import { takeKeyTurn } from '@/lib/domain/apps/take-key-turn';
import type { ApiCall } from './call';

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
  const key = await resolveKey(secret, seen.now);
  seen.key = key;
  const refused = refusalOf(key, ip);
  if (refused) throw refused;
  const turn = await takeKeyTurn(key.keyId, key.ratePerMinute);
  seen.turn = turn;
  if (!turn.allowed)
    throw new AppError('limit_reached', 'rateLimited', {
      values: { limit: turn.limit, seconds: turn.resetSeconds },
    });
  if (!key.scopes.includes(call.scope)) throw new AppError('forbidden', 'missingScope');
  return key;
}

/** Whose wallet it is about: `customer` stands in the address or in the body, and is no part of what the verb reads. */
export async function takeCustomer(
  call: ApiCall,
  key: ResolvedKey,
  query: Record<string, string>,
  body: Record<string, unknown>,
): Promise<string | null> {
  const named = body.customer ?? query.customer;
  delete body.customer;
  delete query.customer;
  if (named !== undefined && typeof named !== 'string')
    throw new AppError('invalid', 'invalidInput', { fields: { customer: 'wrongType' } });
  const organisationId = await customerOf(key, named);
  // The price list is the same for everybody.
  if (!organisationId && call.group !== 'catalogue') throw new AppError('invalid', 'missingCustomer');
  return organisationId;
}
