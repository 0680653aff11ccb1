import type { z } from 'zod';
import { authorise, type Context, tenant } from '@/lib/core/context';
import { type ApiKeyModel, db } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { statusOf } from './rules';
import { callsThisMinute } from './take-key-turn';
import {
  type AppCustomerDto,
  type AppDto,
  type KeyDto,
  type KeyScope,
  ListAppCustomersInput,
  RATE_PER_MINUTE,
} from './schema';

/** Keys that ended stay on the lists for so long. */
const ENDED_DAYS = 30;
const MOST = 200;
const PAGE = 50;

type KeyRow = ApiKeyModel & { organisation: { id: string; name: string } | null };

const dto = (row: KeyRow, calls: number, now: Date): KeyDto => ({
  ...{ id: row.id, name: row.name, prefix: row.prefix, allowedIps: row.allowedIps },
  ...{ scopes: row.scopes as KeyScope[], ratePerMinute: row.ratePerMinute, organisation: row.organisation },
  callsThisMinute: calls,
  status: statusOf(row, now),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});

type Owner = { organisationId: string } | { appId: string } | typeof GIVEN_BY_ADMINS;

/** Keys of single customers with what only an administrator gives. */
const GIVEN_BY_ADMINS = {
  appId: null,
  OR: [{ scopes: { has: 'credits:grant' } }, { ratePerMinute: { gt: RATE_PER_MINUTE } }],
};

/** The newest first; those that work before those that ended. */
async function findKeys(owner: Owner, now: Date): Promise<KeyDto[]> {
  const since = addDays(now, -ENDED_DAYS);
  const rows = await db.apiKey.findMany({
    where: {
      AND: [
        owner,
        { OR: [{ revokedAt: null }, { revokedAt: { gt: since } }] },
        { OR: [{ expiresAt: null }, { expiresAt: { gt: since } }] },
      ],
    },
    include: { organisation: { select: { id: true, name: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST,
  });
  const calls = await callsThisMinute(
    rows.map(({ id }) => id),
    now,
  );
  const keys = rows.map((row) => dto(row, calls.get(row.id) ?? 0, now));
  const works = ({ status }: KeyDto) => status === 'active' || status === 'ending';
  return [...keys.filter(works), ...keys.filter((key) => !works(key))];
}

/** The keys of the caller's organisation, with those that ended in the last 30 days; secrets are nowhere. */
export async function listKeys(ctx: Context): Promise<KeyDto[]> {
  authorise(ctx, 'keys:manage');
  return findKeys({ organisationId: tenant(ctx) }, ctx.now);
}

/** The keys of a customer, for whoever may see customers. Error: `not_found`. */
export async function listKeysOf(ctx: Context, organisationId: string): Promise<KeyDto[]> {
  authorise(ctx, 'customers:read');
  if (!Id('organisation').safeParse(organisationId).success) throw notFound();
  return findKeys({ organisationId }, ctx.now);
}

/** The keys of an app. */
export async function listAppKeys(ctx: Context, appId: string): Promise<KeyDto[]> {
  authorise(ctx, 'apps:manage');
  return findKeys({ appId }, ctx.now);
}

/** The keys of single customers that can do what only an administrator gives: grant credits, or call more often. */
export async function listGrantingKeys(ctx: Context): Promise<KeyDto[]> {
  authorise(ctx, 'apps:manage');
  return findKeys(GIVEN_BY_ADMINS, ctx.now);
}

const appSelect = (now: Date) => ({
  ...{ id: true, name: true, createdAt: true, disabledAt: true },
  _count: {
    select: {
      customers: true,
      keys: { where: { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] } },
    },
  },
});

type AppRow = Pick<AppDto, 'id' | 'name'> & {
  createdAt: Date;
  disabledAt: Date | null;
  _count: { customers: number; keys: number };
};

const appDto = ({ _count, createdAt, disabledAt, ...row }: AppRow): AppDto => ({
  ...row,
  ..._count,
  createdAt: createdAt.toISOString(),
  disabledAt: disabledAt?.toISOString() ?? null,
});

/** Every app by name, with how many keys work and how many customers are linked. */
export async function listApps(ctx: Context): Promise<AppDto[]> {
  authorise(ctx, 'apps:manage');
  const rows = await db.app.findMany({ select: appSelect(ctx.now), orderBy: { name: 'asc' }, take: MOST });
  return rows.map(appDto);
}

/** One app. Error: `not_found`. */
export async function getApp(ctx: Context, appId: string): Promise<AppDto> {
  authorise(ctx, 'apps:manage');
  const id = Id('app').safeParse(appId);
  const row = id.success
    ? await db.app.findUnique({ where: { id: id.data }, select: appSelect(ctx.now) })
    : null;
  if (!row) throw notFound();
  return appDto(row);
}

/** The customers that an app names by ids of its own, a page of them, by that id. */
export async function listAppCustomers(
  ctx: Context,
  input: z.input<typeof ListAppCustomersInput>,
): Promise<{ customers: AppCustomerDto[]; next: string | null }> {
  authorise(ctx, 'apps:manage');
  const { appId, after } = parse(ListAppCustomersInput, input);
  const rows = await db.appCustomer.findMany({
    where: { appId, externalId: after === undefined ? undefined : { gt: after } },
    select: { externalId: true, createdAt: true, organisation: { select: { id: true, name: true } } },
    orderBy: { externalId: 'asc' },
    take: PAGE + 1,
  });
  const customers = rows
    .slice(0, PAGE)
    .map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
  return { customers, next: rows.length > PAGE ? (customers.at(-1)?.externalId ?? null) : null };
}
