import { type z } from 'zod';
import type { Context } from '@/lib/core/context';
import { transaction, type Tx, type UserModel } from '@/lib/core/db';
import { AppError, invariant, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { issueLink } from './links';
import { hashPassword } from './password';
import { AdministratorInput } from './schema';

export type NewAdministrator = {
  email: string;
  isNew: boolean;
  /** Opens the page that sets the password. */ url: string | null;
};

/**
 * Makes an administrator, or makes one of an account that exists. Without a password the answer carries a link, good
 * for an hour and used once, to set it. For operators only. Errors: `invalid`, `conflict` (deactivated account).
 */
export async function createAdministrator(
  ctx: Context,
  input: z.input<typeof AdministratorInput>,
): Promise<NewAdministrator> {
  invariant(ctx.actor.kind === 'operator', 'only an operator makes administrators from nothing');
  const { email, name, password } = parse(AdministratorInput, input);
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return transaction(async (tx) => {
    const known = await tx.user.findUnique({ where: { email } });
    if (known?.deactivatedAt) throw new AppError('conflict', 'accountDeactivated');
    const user = known
      ? await promote(tx, ctx, known, passwordHash)
      : await tx.user.create({
          data: {
            ...{ id: newId('user'), email, name, passwordHash, staffRoles: ['admin'] },
            emailVerifiedAt: passwordHash ? ctx.now : null,
            createdAt: ctx.now,
          },
        });
    const change = { before: { roles: known?.staffRoles ?? [] }, after: { roles: user.staffRoles, email } };
    await recordAudit(tx, ctx, { action: 'staff.create', recordType: 'user', recordId: user.id, ...change });
    if (passwordHash) return { email, isNew: !known, url: null };
    const link = await issueLink(tx, ctx, { purpose: 'reset-password', email, userId: user.id });
    return { email, isNew: !known, url: link.url };
  });
}

function promote(tx: Tx, ctx: Context, user: UserModel, passwordHash?: string): Promise<UserModel> {
  const staffRoles = [...new Set([...user.staffRoles, 'admin' as const])];
  const proven = { passwordHash, emailVerifiedAt: user.emailVerifiedAt ?? ctx.now };
  return tx.user.update({ where: { id: user.id }, data: { staffRoles, ...(passwordHash && proven) } });
}
