import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { transaction, type Tx } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { findApp, findOrganisation, makeKey, reachOf, refuseTooMany } from './internal';
import { CreateKeyInput, type NewKeyDto, RATE_PER_MINUTE } from './schema';

type Request = z.output<typeof CreateKeyInput>;
type Owner = { organisationId: string | null; appId: string | null };

/**
 * Makes an API key and answers its secret, this once. An owner makes keys of their organisation; administrators and
 * operators those of any organisation or app, and only they give `credits:grant` or more than the usual rate. A repeat
 * makes another key: a secret cannot be shown twice.
 * Errors: `forbidden`, `not_found` (an owner names another organisation), `invalid`, `conflict` (`tooManyKeys`).
 */
export async function createKey(ctx: Context, input: z.input<typeof CreateKeyInput>): Promise<NewKeyDto> {
  const reach = reachOf(ctx);
  const request = parse(CreateKeyInput, input);
  if (reach !== null) refuseExcess(request);
  const { name, scopes, ratePerMinute, allowedIps, expiresInDays } = request;
  const expiresAt = expiresInDays ? addDays(ctx.now, expiresInDays) : null;
  return transaction(async (tx) => {
    const owner = await findOwner(tx, reach, request);
    await refuseTooMany(tx, owner, ctx.now);
    return makeKey(tx, ctx, { ...owner, name, scopes, ratePerMinute, allowedIps, expiresAt });
  });
}

/** What an owner cannot give, because it makes credits or takes more than the others' share. */
function refuseExcess({ scopes, ratePerMinute }: Request): void {
  if (scopes.includes('credits:grant'))
    throw new AppError('forbidden', 'grantByAdmin', { fields: { scopes: 'onlyAdmin' } });
  if (ratePerMinute > RATE_PER_MINUTE) {
    const fields = { ratePerMinute: `tooBig?max=${RATE_PER_MINUTE}` };
    throw new AppError('invalid', 'invalidInput', { fields });
  }
}

async function findOwner(tx: Tx, reach: string | null, { organisation, app }: Request): Promise<Owner> {
  if (reach !== null) {
    if (app !== undefined || (organisation !== undefined && organisation !== reach)) throw notFound();
    return { organisationId: reach, appId: null };
  }
  if (app !== undefined) return { organisationId: null, appId: await findApp(tx, app) };
  if (organisation !== undefined)
    return { organisationId: await findOrganisation(tx, organisation), appId: null };
  throw new AppError('invalid', 'invalidInput', { fields: { organisation: 'ownerNeeded' } });
}
