import { type Context, actorId, authorise, can, tenant } from '@/lib/core/context';
import type { ApiKeyModel, Tx } from '@/lib/core/db';
import { AppError, notFound } from '@/lib/core/errors';
import { Id, newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { deploymentMode } from './deployment-mode';
import { hashOf, newSecret, prefixOf } from './rules';
import { MAX_KEYS, type NewKeyDto } from './schema';

/** Whose keys the caller may make and end: null for everybody's, else the organisation that they own. */
export function reachOf(ctx: Context): string | null {
  if (can(ctx, 'apps:manage')) return null;
  authorise(ctx, 'keys:manage');
  return tenant(ctx);
}

/** Locks a key within the caller's reach, so that two changes of it come one after the other. Error: `not_found`. */
export async function lockKey(tx: Tx, reach: string | null, keyId: string): Promise<ApiKeyModel> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "ApiKey" WHERE id = ${keyId} AND (${reach}::text IS NULL OR "organisationId" = ${reach}) FOR UPDATE`;
  if (locked.length === 0) throw notFound();
  return tx.apiKey.findUniqueOrThrow({ where: { id: keyId } });
}

type Owner = Pick<ApiKeyModel, 'organisationId' | 'appId'>;

const working = (now: Date) => ({ revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] });

/**
 * Refuses a key beyond the most that work at once, `tooManyKeys`. The lock makes makers of one owner wait for each
 * other: two cannot both be the last that fits.
 */
export async function refuseTooMany(tx: Tx, { organisationId, appId }: Owner, now: Date): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`keys:${organisationId ?? appId}`}, 0))`;
  const atWork = await tx.apiKey.count({ where: { organisationId, appId, ...working(now) } });
  if (atWork >= MAX_KEYS) throw new AppError('conflict', 'tooManyKeys', { values: { max: MAX_KEYS } });
}

/** The keys whose place this one took and that still work beside it. */
export const endingBefore = ({ organisationId, appId, id }: ApiKeyModel, now: Date) => ({
  ...{ organisationId, appId, replacedById: id },
  ...working(now),
});

type KeyFields = Pick<
  ApiKeyModel,
  'organisationId' | 'appId' | 'name' | 'scopes' | 'allowedIps' | 'ratePerMinute' | 'expiresAt'
>;

/** Makes a key; the answer is the only place where its secret ever stands. */
export async function makeKey(tx: Tx, ctx: Context, fields: KeyFields): Promise<NewKeyDto> {
  const secret = newSecret(deploymentMode());
  const id = newId('apiKey');
  const prefix = prefixOf(secret);
  await tx.apiKey.create({
    data: {
      ...fields,
      ...{ id, prefix, hash: hashOf(secret) },
      ...{ createdById: actorId(ctx.actor), createdAt: ctx.now },
    },
  });
  const { organisationId, ...after } = fields;
  await recordAudit(tx, ctx, {
    ...{ action: 'key.create', recordType: 'key', recordId: id, after: { ...after, prefix } },
    organisationId: organisationId ?? undefined,
  });
  return { id, name: fields.name, prefix, secret };
}

/** The organisation of an id, or the one that an e-mail address owns. Errors: `invalid` on the field `organisation`. */
export async function findOrganisation(tx: Tx, named: string): Promise<string> {
  const refused = (key: string) => new AppError('invalid', 'invalidInput', { fields: { organisation: key } });
  if (Id('organisation').safeParse(named).success) {
    const found = await tx.organisation.findUnique({ where: { id: named }, select: { id: true } });
    if (found) return found.id;
  }
  const owned = await tx.member.findMany({
    where: { role: 'owner', user: { email: named.toLowerCase() } },
    select: { organisationId: true },
    take: 2,
  });
  const [first, second] = owned;
  if (!first) throw refused('unknownOrganisation');
  if (second) throw refused('ownsSeveral');
  return first.organisationId;
}

/** The app of an id or a name, locked against being disabled meanwhile. Errors: `invalid`, `conflict` (`appDisabled`). */
export async function findApp(tx: Tx, named: string): Promise<string> {
  const [app] = await tx.$queryRaw<{ id: string; disabledAt: Date | null }[]>`
    SELECT id, "disabledAt" FROM "App" WHERE id = ${named} OR lower(name) = lower(${named})
    ORDER BY id = ${named} DESC LIMIT 1 FOR SHARE`;
  if (!app) throw new AppError('invalid', 'invalidInput', { fields: { app: 'unknownApp' } });
  if (app.disabledAt) throw new AppError('conflict', 'appDisabled');
  return app.id;
}

/** Locks an app. Error: `not_found`. */
export async function lockApp(tx: Tx, appId: string): Promise<{ name: string; disabledAt: Date | null }> {
  const [app] = await tx.$queryRaw<{ name: string; disabledAt: Date | null }[]>`
    SELECT name, "disabledAt" FROM "App" WHERE id = ${appId} FOR UPDATE`;
  if (!app) throw notFound();
  return app;
}
