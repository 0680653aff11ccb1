import type { z } from 'zod';
import { caller, type Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { invariant, notFound, parse } from '@/lib/core/errors';
import { SwitchOrganisationInput } from './schema';

/** Turns this session to another organisation of the same person. Error: `not_found` for one they do not belong to. */
export async function switchOrganisation(
  ctx: Context,
  input: z.input<typeof SwitchOrganisationInput>,
): Promise<void> {
  const userId = caller(ctx);
  invariant('sessionId' in ctx.actor, 'only a session looks at an organisation');
  const { organisationId } = parse(SwitchOrganisationInput, input);
  const membership = await db.member.findUnique({
    where: { organisationId_userId: { organisationId, userId } },
    select: { role: true },
  });
  if (!membership) throw notFound();
  await db.session.updateMany({ where: { id: ctx.actor.sessionId, userId }, data: { organisationId } });
}
