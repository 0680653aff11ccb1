import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { localeOf } from '@/lib/core/locales';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { OwnerContactInput, RemoveOwnerContactInput } from './schema';
import type { OwnerContactDto } from './schema.dto';

const fields = { name: true, email: true, locale: true } as const;

/** Whom staff ask for approvals of the caller's organisation; null when nobody was named. */
export async function getOwnerContact(ctx: Context): Promise<OwnerContactDto | null> {
  authorise(ctx, 'organisation:manage');
  const row = await db.ownerContact.findUnique({
    where: { organisationId: tenant(ctx) },
    select: fields,
  });
  return row && { ...row, locale: localeOf(row.locale) };
}

/**
 * Names who decides for the organisation, by a link in a mail and without an account. What was asked before stays with
 * whom it was asked of. Error: `invalid` for a field.
 */
export async function saveOwnerContact(
  ctx: Context,
  input: z.input<typeof OwnerContactInput>,
): Promise<OwnerContactDto> {
  authorise(ctx, 'organisation:manage');
  const contact = parse(OwnerContactInput, input);
  const organisationId = tenant(ctx);
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM "Organisation" WHERE id = ${organisationId} FOR UPDATE`;
    const before = await tx.ownerContact.findUnique({ where: { organisationId }, select: fields });
    if (JSON.stringify(before) === JSON.stringify(contact)) return;
    const data = { ...contact, changedById: caller(ctx), changedAt: ctx.now };
    await tx.ownerContact.upsert({
      where: { organisationId },
      create: { organisationId, ...data },
      update: data,
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'organisation.ownerContact', recordType: 'organisation', recordId: organisationId },
      before: before ?? undefined,
      after: contact,
    });
  });
  return contact;
}

/** Names nobody any more: nothing can be asked until somebody is. A second time changes nothing. */
export async function removeOwnerContact(
  ctx: Context,
  input: z.input<typeof RemoveOwnerContactInput> = {},
): Promise<void> {
  authorise(ctx, 'organisation:manage');
  parse(RemoveOwnerContactInput, input);
  const organisationId = tenant(ctx);
  await transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ name: string; email: string }[]>`
      DELETE FROM "OwnerContact" WHERE "organisationId" = ${organisationId} RETURNING name, email`;
    if (!before) return;
    await recordAudit(tx, ctx, {
      ...{ action: 'organisation.ownerContact', recordType: 'organisation', recordId: organisationId },
      before,
    });
  });
}
