import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { db, isUniqueViolation, transaction, type UserModel } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { foundOrganisation } from './found-organisation';
import { noSoonerThan, sendVerification } from './internal';
import { hashPassword, verifyPassword } from './password';
import { SignUpInput } from './schema';
import { limitByAddress, withinLimit } from './throttles';

const EVEN_MS = 900;

type Request = z.output<typeof SignUpInput>;

/**
 * Makes a person, their organisation, its wallet and its free tier, and sends the link that proves the address.
 * A known address gives the same answer in about the same time; its owner gets a mail instead.
 * Errors: `invalid`, `limit_reached`.
 */
export async function signUp(ctx: Context, input: z.input<typeof SignUpInput>): Promise<void> {
  const request = parse(SignUpInput, input);
  await limitByAddress(ctx, 'sign-up:ip');
  await noSoonerThan(EVEN_MS, register(ctx, request));
}

async function register(ctx: Context, request: Request): Promise<void> {
  const known = await db.user.findUnique({ where: { email: request.email } });
  const [passwordHash, isSamePassword] = await Promise.all([
    hashPassword(request.password),
    verifyPassword(request.password, known?.passwordHash),
  ]);
  if (known) return remind(ctx, known, isSamePassword);
  try {
    await create(ctx, request, passwordHash);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const winner = await db.user.findUnique({ where: { email: request.email } });
    if (winner) await remind(ctx, winner, true);
  }
}

function create(ctx: Context, request: Request, passwordHash: string): Promise<void> {
  return transaction(async (tx) => {
    const { email, name, organisation } = request;
    const user = await tx.user.create({
      data: { id: newId('user'), email, name, passwordHash, createdAt: ctx.now },
    });
    await foundOrganisation(tx, ctx, { name: organisation, ownerId: user.id });
    await sendVerification(tx, ctx, user);
  });
}

/** Tells the owner of the address, at most a few times an hour; a deactivated account hears nothing. */
async function remind(ctx: Context, user: UserModel, isSamePassword: boolean): Promise<void> {
  if (user.deactivatedAt || !(await withinLimit('link:account', user.email))) return;
  await transaction(async (tx) => {
    if (user.emailVerifiedAt) {
      const props = { name: user.name, url: new URL('/sign-in', env.APP_URL).href };
      const key = `account-exists:${user.id}:${ctx.requestId}`;
      return enqueueEmail(tx, { to: user.email, template: 'account-exists', props, key });
    }
    // Nobody has proved the address yet: a stranger may have signed up first. Where two passwords were offered,
    // neither counts; whoever opens the mail sets their own.
    if (!isSamePassword) {
      const unproven = { id: user.id, emailVerifiedAt: null };
      await tx.user.updateMany({ where: unproven, data: { passwordHash: null } });
    }
    await sendVerification(tx, ctx, user);
  });
}
