import type { z } from 'zod';
import { type Context, authorise, can, caller } from '@/lib/core/context';
import { type SavedViewModel, type Tx, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { MoveViewInput, SaveViewInput, ViewInput, deskLimits } from './schema';

/**
 * Keeps filters of the queue under a name, for oneself or, by who runs the desk, for everybody. The form makes the id:
 * sent twice it is one view, and an id that is there is written anew.
 * Errors: `forbidden` `viewForbidden` for everybody's without the right to assign; `not_found` for somebody else's;
 * `limit_reached` `tooManyViews` beyond 20 of one's own, or 20 of everybody's.
 */
export async function saveView(
  ctx: Context,
  input: z.input<typeof SaveViewInput>,
): Promise<{ viewId: string }> {
  authorise(ctx, 'desk:read');
  const { viewId, name, isShared, filters } = parse(SaveViewInput, input);
  const userId = isShared ? null : caller(ctx);
  if (isShared) refuseWithoutRight(ctx);
  return transaction(async (tx) => {
    await lockViews(tx);
    const known = await tx.savedView.findUnique({ where: { id: viewId } });
    if (known) refuseForeign(ctx, known);
    const siblings = await tx.savedView.findMany({ where: { userId }, select: { id: true, position: true } });
    const others = siblings.filter(({ id }) => id !== viewId);
    if (others.length >= deskLimits.views) throw new AppError('limit_reached', 'tooManyViews');
    const position =
      known?.userId === userId ? known.position : 1 + Math.max(-1, ...others.map((one) => one.position));
    const data = { userId, name, query: filters, position };
    await tx.savedView.upsert({
      where: { id: viewId },
      create: { ...data, id: viewId, createdAt: ctx.now },
      update: data,
    });
    if (isShared || known?.userId === null)
      await audit(tx, ctx, 'save', viewId, { name, isShared, ...filters });
    return { viewId };
  });
}

/** Takes a view away; one that is gone already stays gone. Errors: `forbidden`, `not_found` as `saveView`. */
export async function removeView(
  ctx: Context,
  input: z.input<typeof ViewInput>,
): Promise<{ viewId: string }> {
  authorise(ctx, 'desk:read');
  const { viewId } = parse(ViewInput, input);
  return transaction(async (tx) => {
    await lockViews(tx);
    const known = await tx.savedView.findUnique({ where: { id: viewId } });
    if (!known) return { viewId };
    refuseForeign(ctx, known);
    await tx.savedView.delete({ where: { id: viewId } });
    if (known.userId === null) await audit(tx, ctx, 'remove', viewId, { name: known.name });
    return { viewId };
  });
}

/** Moves a view one place among its own kind; at the end it stays where it is. Errors: as `removeView`. */
export async function moveView(
  ctx: Context,
  input: z.input<typeof MoveViewInput>,
): Promise<{ viewId: string }> {
  authorise(ctx, 'desk:read');
  const { viewId, by } = parse(MoveViewInput, input);
  return transaction(async (tx) => {
    await lockViews(tx);
    const known = await tx.savedView.findUnique({ where: { id: viewId } });
    if (!known) throw notFound();
    refuseForeign(ctx, known);
    const siblings = await tx.savedView.findMany({
      where: { userId: known.userId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    const at = siblings.findIndex(({ id }) => id === viewId);
    const moved = siblings.filter(({ id }) => id !== viewId);
    moved.splice(Math.min(Math.max(at + by, 0), moved.length), 0, known);
    for (const [position, { id }] of moved.entries()) {
      await tx.savedView.update({ where: { id }, data: { position } });
    }
    return { viewId };
  });
}

// Views are few and rarely changed: one lock for all keeps their places and their number true.
const lockViews = (tx: Tx) => tx.$executeRaw`LOCK TABLE "SavedView" IN SHARE ROW EXCLUSIVE MODE`;

function refuseWithoutRight(ctx: Context): void {
  if (!can(ctx, 'desk:assign')) throw new AppError('forbidden', 'viewForbidden');
}

/** A colleague's own view is unknown to everybody else; everybody's is changed by who runs the desk. */
function refuseForeign(ctx: Context, view: SavedViewModel): void {
  if (view.userId === null) refuseWithoutRight(ctx);
  else if (view.userId !== caller(ctx)) throw notFound();
}

const audit = (tx: Tx, ctx: Context, act: 'save' | 'remove', id: string, after: Record<string, unknown>) =>
  recordAudit(tx, ctx, { action: `view.${act}`, recordType: 'view', recordId: id, after });
