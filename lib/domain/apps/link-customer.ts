import type { z } from 'zod';
import { authorise, type Context } from '@/lib/core/context';
import { isUniqueViolation, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { findOrganisation, lockApp } from './internal';
import { LinkCustomerInput, UnlinkCustomerInput } from './schema';

const linkedBefore = (error: unknown): never => {
  if (isUniqueViolation(error)) throw new AppError('conflict', 'customerLinked');
  throw error;
};

/**
 * Lets an app name a customer by its own id, one id for one customer. The same link again changes nothing.
 * Errors: `not_found` (the app), `invalid` (the organisation), `conflict` (`customerLinked`).
 */
export async function linkCustomer(ctx: Context, input: z.input<typeof LinkCustomerInput>): Promise<void> {
  authorise(ctx, 'apps:manage');
  const { appId, externalId, organisation } = parse(LinkCustomerInput, input);
  await transaction(async (tx) => {
    await lockApp(tx, appId);
    const organisationId = await findOrganisation(tx, organisation);
    const known = await tx.appCustomer.findUnique({ where: { appId_externalId: { appId, externalId } } });
    if (known?.organisationId === organisationId) return;
    await tx.appCustomer.create({ data: { appId, externalId, organisationId, createdAt: ctx.now } });
    await recordAudit(tx, ctx, {
      ...{ action: 'app.link', recordType: 'app', recordId: appId, organisationId },
      after: { externalId, organisationId },
    });
  }).catch(linkedBefore);
}

/** Forgets an app's own id of a customer; by our id the app still reaches them. Error: `not_found`. */
export async function unlinkCustomer(
  ctx: Context,
  input: z.input<typeof UnlinkCustomerInput>,
): Promise<void> {
  authorise(ctx, 'apps:manage');
  const { appId, externalId } = parse(UnlinkCustomerInput, input);
  await transaction(async (tx) => {
    await lockApp(tx, appId);
    const where = { appId_externalId: { appId, externalId } };
    const link = await tx.appCustomer.findUnique({ where });
    if (!link) throw notFound();
    await tx.appCustomer.delete({ where });
    const { organisationId } = link;
    await recordAudit(tx, ctx, {
      ...{ action: 'app.unlink', recordType: 'app', recordId: appId, organisationId },
      before: { externalId, organisationId },
    });
  });
}
