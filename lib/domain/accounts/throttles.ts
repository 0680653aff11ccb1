import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { returnTurn, takeTurn, type ThrottleRule } from '@/lib/core/throttle';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const signIn = {
  pair: { name: 'sign-in:pair', points: 8, seconds: 15 * MINUTE },
  address: { name: 'sign-in:ip', points: 60, seconds: HOUR },
  account: { name: 'sign-in:account', points: 30, seconds: HOUR },
} satisfies Record<string, ThrottleRule>;

const rules = {
  'link:account': { name: 'link:account', points: 5, seconds: HOUR },
  'link:ip': { name: 'link:ip', points: 30, seconds: HOUR },
  'sign-up:ip': { name: 'sign-up:ip', points: 20, seconds: HOUR },
  'token:ip': { name: 'token:ip', points: 120, seconds: HOUR },
  'password:self': { name: 'password:self', points: 10, seconds: 15 * MINUTE },
  'invite:organisation': { name: 'invite:organisation', points: 60, seconds: HOUR },
  'found:self': { name: 'found:self', points: 5, seconds: 24 * HOUR },
} satisfies Record<string, ThrottleRule>;

const ipOf = (ctx: Context) => ctx.ip ?? 'unknown';

/** A turn at guessing a password: counted for the address, the account and the pair of both before it is tried. */
export async function takeSignInTurn(ctx: Context, account: string): Promise<boolean> {
  const turns = await Promise.all([
    takeTurn(signIn.pair, `${ipOf(ctx)}:${account}`),
    takeTurn(signIn.address, ipOf(ctx)),
    takeTurn(signIn.account, account),
  ]);
  return turns.every(Boolean);
}

/** A right password was no guess. */
export async function returnSignInTurn(ctx: Context, account: string): Promise<void> {
  await Promise.all([
    returnTurn(signIn.pair, `${ipOf(ctx)}:${account}`),
    returnTurn(signIn.address, ipOf(ctx)),
    returnTurn(signIn.account, account),
  ]);
}

/** Refuses with `limit_reached` when the address has had its turns; for doors that stand open to everybody. */
export async function limitByAddress(
  ctx: Context,
  rule: 'link:ip' | 'sign-up:ip' | 'token:ip',
): Promise<void> {
  await limit(rule, ipOf(ctx));
}

export async function limit(rule: keyof typeof rules, key: string): Promise<void> {
  if (!(await takeTurn(rules[rule], key))) throw new AppError('limit_reached', 'tooManyAttempts');
}

/** As `limit`, for where a refusal would tell that the account exists: says no and goes on. */
export function withinLimit(rule: keyof typeof rules, key: string): Promise<boolean> {
  return takeTurn(rules[rule], key);
}
