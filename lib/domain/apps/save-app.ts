import type { z } from 'zod';
import { authorise, type Context } from '@/lib/core/context';
import { isUniqueViolation, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockApp } from './internal';
import { AppInput, CreateAppInput, RenameAppInput } from './schema';

const nameTaken = (error: unknown): never => {
  if (isUniqueViolation(error)) throw new AppError('conflict', 'appNameTaken', { fields: { name: 'taken' } });
  throw error;
};

/** Makes an app: a program of ours whose keys serve many customers. Errors: `invalid`, `conflict` (`appNameTaken`). */
export async function createApp(
  ctx: Context,
  input: z.input<typeof CreateAppInput>,
): Promise<{ id: string }> {
  authorise(ctx, 'apps:manage');
  const { name } = parse(CreateAppInput, input);
  const id = newId('app');
  await transaction(async (tx) => {
    await tx.app.create({ data: { id, name, createdAt: ctx.now } });
    await recordAudit(tx, ctx, { action: 'app.create', recordType: 'app', recordId: id, after: { name } });
  }).catch(nameTaken);
  return { id };
}

/** Gives an app another name; its keys and links stay. Errors: `not_found`, `invalid`, `conflict` (`appNameTaken`). */
export async function renameApp(ctx: Context, input: z.input<typeof RenameAppInput>): Promise<void> {
  authorise(ctx, 'apps:manage');
  const { appId, name } = parse(RenameAppInput, input);
  await transaction(async (tx) => {
    const before = await lockApp(tx, appId);
    if (before.name === name) return;
    await tx.app.update({ where: { id: appId }, data: { name } });
    await recordAudit(tx, ctx, {
      ...{ action: 'app.rename', recordType: 'app', recordId: appId },
      ...{ before: { name: before.name }, after: { name } },
    });
  }).catch(nameTaken);
}

/** Refuses every key of an app from its next call on, until it is enabled again. Error: `not_found`. */
export async function disableApp(ctx: Context, input: z.input<typeof AppInput>): Promise<void> {
  authorise(ctx, 'apps:manage');
  await setDisabledAt(ctx, input, ctx.now);
}

/** Lets the keys of an app work again, those that have not ended meanwhile. Error: `not_found`. */
export async function enableApp(ctx: Context, input: z.input<typeof AppInput>): Promise<void> {
  authorise(ctx, 'apps:manage');
  await setDisabledAt(ctx, input, null);
}

async function setDisabledAt(ctx: Context, input: unknown, disabledAt: Date | null): Promise<void> {
  const { appId } = parse(AppInput, input);
  await transaction(async (tx) => {
    const app = await lockApp(tx, appId);
    if ((app.disabledAt === null) === (disabledAt === null)) return;
    await tx.app.update({ where: { id: appId }, data: { disabledAt } });
    await recordAudit(tx, ctx, {
      ...{ action: disabledAt ? 'app.disable' : 'app.enable', recordType: 'app', recordId: appId },
      ...{ before: { disabledAt: app.disabledAt }, after: { disabledAt } },
    });
  });
}
