import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { type DeploymentKeyModel, type Prisma, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { ownOrganisation } from './internal';
import { type DeploymentDto, DeploymentInput, type DeploymentKeyDto } from './schema';

/** Keys that ended stay on the list for so long. */
const ENDED_DAYS = 30;

const shown = {
  keys: { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 50 },
  _count: { select: { requests: true } },
} satisfies Prisma.DeploymentInclude;

type Row = Prisma.DeploymentGetPayload<{ include: typeof shown }>;

/** The deployments of the caller's organisation with their keys, those that work first; secrets are nowhere. */
export async function listDeployments(ctx: Context): Promise<DeploymentDto[]> {
  const organisationId = ownOrganisation(ctx);
  const rows = await db.deployment.findMany({
    where: { organisationId },
    include: shown,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
  const dtos = await withApps(rows, ctx.now);
  return [...dtos.filter((one) => !one.disabledAt), ...dtos.filter((one) => one.disabledAt)];
}

/** One of them. Error: `not_found`. */
export async function getDeployment(
  ctx: Context,
  input: z.input<typeof DeploymentInput>,
): Promise<DeploymentDto> {
  const organisationId = ownOrganisation(ctx);
  const parsed = DeploymentInput.safeParse(input);
  const where = { organisationId, id: parsed.success ? parsed.data.deploymentId : '' };
  const row = await db.deployment.findFirst({ where, include: shown });
  const [dto] = row ? await withApps([row], ctx.now) : [];
  if (!dto) throw notFound();
  return dto;
}

/** The apps that serve the caller's organisation, which a deployment may be given to. */
export async function listOwnApps(ctx: Context): Promise<{ id: string; name: string }[]> {
  const organisationId = ownOrganisation(ctx);
  const rows = await db.appCustomer.findMany({
    where: { organisationId, app: { disabledAt: null } },
    select: { app: { select: { id: true, name: true } } },
    distinct: ['appId'],
    take: 100,
  });
  return rows.map(({ app }) => app);
}

async function withApps(rows: readonly Row[], now: Date): Promise<DeploymentDto[]> {
  const apps = await db.app.findMany({
    where: { id: { in: rows.flatMap(({ appId }) => appId ?? []) } },
    select: { id: true, name: true },
  });
  const since = addDays(now, -ENDED_DAYS);
  return rows.map(({ keys, _count, ...row }) => ({
    ...{ id: row.id, code: row.code, name: row.name, origins: row.origins },
    app: apps.find(({ id }) => id === row.appId) ?? null,
    createdAt: row.createdAt.toISOString(),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    requests: _count.requests,
    keys: keys
      .filter((key) => (key.revokedAt ?? key.expiresAt ?? now) > since)
      .map((key) => keyDto(key, now)),
  }));
}

const keyDto = (key: DeploymentKeyModel, now: Date): DeploymentKeyDto => ({
  id: key.id,
  status: statusOf(key, now),
  createdAt: key.createdAt.toISOString(),
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  expiresAt: key.expiresAt?.toISOString() ?? null,
});

function statusOf({ revokedAt, expiresAt }: DeploymentKeyModel, now: Date): DeploymentKeyDto['status'] {
  if (revokedAt) return 'revoked';
  if (!expiresAt) return 'active';
  return expiresAt <= now ? 'expired' : 'ending';
}

/** Where pages may frame the inbox of a deployment: nowhere for one that is unknown or disabled. */
export async function frameAncestorsOf(deploymentId: string): Promise<string[]> {
  const id = Id('deployment').safeParse(deploymentId);
  if (!id.success) return [];
  const row = await db.deployment.findFirst({
    where: { id: id.data, disabledAt: null },
    select: { origins: true },
  });
  return row?.origins ?? [];
}
