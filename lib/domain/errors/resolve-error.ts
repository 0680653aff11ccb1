import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { ResolveErrorInput } from './schema';

/** Sets a group aside, or opens it again; the next report of it does so too. Twice is once. Error: `not_found`. */
export async function resolveError(ctx: Context, input: z.input<typeof ResolveErrorInput>): Promise<void> {
  authorise(ctx, 'support:write');
  const { errorGroupId: id, resolved } = parse(ResolveErrorInput, input);
  const organisationId = tenant(ctx);
  await transaction(async (tx) => {
    const group = await tx.errorGroup.findUnique({
      where: { organisationId_id: { organisationId, id } },
      select: { resolvedAt: true },
    });
    if (!group) throw notFound();
    if ((group.resolvedAt !== null) === resolved) return;
    await tx.errorGroup.updateMany({
      where: { organisationId, id },
      data: { resolvedAt: resolved ? ctx.now : null },
    });
  });
}
