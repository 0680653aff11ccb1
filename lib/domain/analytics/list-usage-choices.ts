import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { listServiceNames } from '@/lib/domain/catalog/queries';
import type { UsageChoices } from './schema.usage';

const MOST = 500;

/** What the filters of the usage page offer: every service, the organisation's members, and its keys, also old ones. */
export async function listUsageChoices(ctx: Context): Promise<UsageChoices> {
  authorise(ctx, 'credits:read');
  const organisationId = tenant(ctx);
  const [services, members, apiKeys] = await Promise.all([
    listServiceNames(),
    db.member.findMany({
      where: { organisationId },
      select: { user: { select: { id: true, name: true } } },
      orderBy: { user: { name: 'asc' } },
      take: MOST,
    }),
    db.apiKey.findMany({
      where: { OR: [{ organisationId }, { app: { customers: { some: { organisationId } } } }] },
      select: { id: true, name: true, prefix: true },
      orderBy: { createdAt: 'desc' },
      take: MOST,
    }),
  ]);
  return {
    services: [...services].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name)),
    members: members.map(({ user }) => user),
    apiKeys: apiKeys.map(({ id, name, prefix }) => ({ id, name: `${name} (${prefix})` })),
  };
}
