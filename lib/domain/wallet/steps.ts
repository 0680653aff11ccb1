import type { Context } from '@/lib/core/context';
import type { LotSource, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { type Command, type WalletAnswer, accepted, runCommand, runGrants, runTransfer } from './internal';
import { lotPriority } from './schema';

type Grant = Command & {
  amountMicro: bigint;
  source: LotSource;
  priority?: number;
  effectiveAt?: Date;
  expiresAt?: Date;
  /** What was paid for the lot, without tax, in minor units; with its currency. */
  costMinor?: bigint;
  currency?: string;
  purchaseId?: string;
  subscriptionId?: string;
  periodStart?: Date;
  /** When it expires, at most so much of it lives on until `rolloverUntil`. */
  rolloverMicro?: bigint;
  rolloverUntil?: Date;
};

type HoldCommand = Command & { expiresAt?: Date };

/** Above what any wallet holds: the first spend calls the watcher, which sets the real mark. */
const FIRST_MARK = 10n ** 18n;

/** Makes the organisation's empty wallet; once, at its birth. */
export async function openWallet(tx: Tx, ctx: Context, organisationId: string): Promise<void> {
  await tx.wallet.create({ data: { organisationId, watchMicro: FIRST_MARK, updatedAt: ctx.now } });
}

/**
 * Posts a lot of credits. One lot a purchase and one a (subscription, period): a repeat answers `granted_before`
 * and posts nothing. Errors: `conflict` when the idempotency key was used for another request.
 */
export async function grantCredits(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  grant: Grant,
): Promise<WalletAnswer> {
  const command = { ...grant, priority: grant.priority ?? lotPriority[grant.source] };
  return accepted(await runCommand(tx, ctx, organisationId, 'grant', command, { lotId: newId('lot') }));
}

/** Posts a lot to each of any number of wallets, as `grantCredits` does without an idempotency key; one statement. */
export async function grantToMany(
  tx: Tx,
  ctx: Context,
  grants: readonly (Omit<Grant, 'idempotencyKey'> & { organisationId: string })[],
): Promise<void> {
  if (grants.length === 0) return;
  const commands = grants.map(({ organisationId, ...grant }) => ({
    organisationId,
    command: { ...grant, priority: grant.priority ?? lotPriority[grant.source] },
  }));
  await runGrants(tx, ctx, commands);
}

/**
 * Takes credits for a service that was used. Draw order: priority, earliest expiry, oldest.
 * Errors: `insufficient_credits` with `cost`, `available` and `shortfall`; `conflict` as above.
 */
export async function spendCredits(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  spend: Command & { amountMicro: bigint },
): Promise<WalletAnswer> {
  return accepted(await runCommand(tx, ctx, organisationId, 'deduct', spend));
}

/** Sets credits aside for work that is not finished; they stay in the posted balance. Errors as `spendCredits`. */
export async function placeHold(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  hold: HoldCommand,
): Promise<WalletAnswer & { holdId: string }> {
  const answer = accepted(await runCommand(tx, ctx, organisationId, 'hold', hold, { holdId: newId('hold') }));
  invariant(answer.holdId, 'a hold without an id');
  return { ...answer, holdId: answer.holdId };
}

/** Says what an open hold is for, where that is known only after it was placed. Moves nothing. */
export async function labelHold(
  tx: Tx,
  organisationId: string,
  holdId: string,
  reference: string,
): Promise<void> {
  await tx.hold.updateMany({ where: { organisationId, id: holdId, status: 'active' }, data: { reference } });
}

/**
 * Takes a held amount, whole or in part; the rest goes back to its lots.
 * Errors: `not_found`; `conflict` when the hold has ended before; `invalid` when more is asked than it holds.
 */
export async function captureHold(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  capture: Command & { holdId: string },
): Promise<WalletAnswer> {
  return accepted(await runCommand(tx, ctx, organisationId, 'capture', capture));
}

/** Gives a held amount back to the lots it came from. Errors as `captureHold`. */
export async function releaseHold(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  release: Command & { holdId: string },
): Promise<WalletAnswer> {
  return accepted(await runCommand(tx, ctx, organisationId, 'release', release));
}

/**
 * Gives back what a deduction or capture took, whole or in part, to its lots in the order they were drawn.
 * Errors: `not_found`; `invalid` when more is asked than is left of it.
 */
export async function returnCredits(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  give: Command & { parentId: string },
): Promise<WalletAnswer> {
  return accepted(await runCommand(tx, ctx, organisationId, 'return', give));
}

/**
 * Moves bought credits to another organisation's wallet, each lot's share with its priority, expiry and part of the
 * cost. Credits that were given (allowance, welcome, promotion) stay. The amounts answered are the giving wallet's.
 * Errors: `insufficient_credits` with what could be moved; `conflict`.
 */
export async function transferBetween(
  tx: Tx,
  ctx: Context,
  fromId: string,
  toId: string,
  command: Command & { amountMicro: bigint },
): Promise<WalletAnswer> {
  return accepted(await runTransfer(tx, ctx, { fromId, toId }, command));
}

/** A correction by staff: upwards it makes a lot, downwards it draws. Errors as `grantCredits` and `spendCredits`. */
export async function postAdjustment(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  { amountMicro, expiresAt, ...command }: Command & { amountMicro: bigint; expiresAt?: Date },
): Promise<WalletAnswer> {
  if (amountMicro < 0n)
    return accepted(
      await runCommand(
        tx,
        ctx,
        organisationId,
        'deduct',
        { ...command, amountMicro: -amountMicro },
        {},
        'adjust',
      ),
    );
  const grant = {
    ...command,
    amountMicro,
    expiresAt,
    source: 'adjustment',
    priority: lotPriority.adjustment,
  };
  return accepted(
    await runCommand(tx, ctx, organisationId, 'grant', grant, { lotId: newId('lot') }, 'adjust'),
  );
}

type Claw = Command & {
  lotId: string;
  /** All of the payment that went back so far, and the payment; minor units, tax included. */
  takenMinor: bigint;
  paidMinor: bigint;
  /** A freeze that ends with it. */
  holdId?: string;
};

/** What a claw took: credits, those of them that were missing and are owed, and the cost that leaves deferred revenue. */
export type Clawed = { clawedMicro: bigint; owedMicro: bigint; deferredMinor: bigint };

/**
 * Takes back the credits of a payment in the proportion of the money that went back, less what was taken before; what is
 * missing is owed. The caller posts `deferredMinor` out of deferred revenue. Error: `not_found` for an unknown lot.
 */
export async function clawCredits(tx: Tx, ctx: Context, organisationId: string, claw: Claw): Promise<Clawed> {
  const made = { receivableId: newId('receivable') };
  const answer = accepted(await runCommand(tx, ctx, organisationId, 'claw', claw, made));
  return {
    clawedMicro: BigInt(answer.amountMicro),
    owedMicro: BigInt(answer.shortfallMicro ?? '0'),
    deferredMinor: BigInt(answer.deferredMinor ?? '0'),
  };
}

/** Keeps what is left of a lot from being spent, at most `amountMicro`, until `releaseHold` or `clawCredits` ends it. */
export async function freezeCredits(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  freeze: Command & { lotId: string; amountMicro: bigint },
): Promise<{ holdId: string; frozenMicro: bigint }> {
  const holdId = newId('hold');
  const answer = accepted(await runCommand(tx, ctx, organisationId, 'freeze', freeze, { holdId }));
  return { holdId: answer.holdId ?? holdId, frozenMicro: BigInt(answer.amountMicro) };
}

/** Gives frozen credits back. */
export const unfreezeCredits = releaseHold;

/** From `at` on programs may not spend and nobody files a request; null ends it. True when that changed something. */
export async function restrictWallet(tx: Tx, organisationId: string, at: Date | null): Promise<boolean> {
  const { count } = await tx.wallet.updateMany({
    where: { organisationId, restrictedAt: at ? null : { not: null } },
    data: { restrictedAt: at },
  });
  return count > 0;
}

/** Ends that of any number of wallets. */
export async function freeWallets(tx: Tx, organisationIds: readonly string[]): Promise<void> {
  await tx.wallet.updateMany({
    where: { organisationId: { in: [...organisationIds] }, restrictedAt: { not: null } },
    data: { restrictedAt: null },
  });
}
