import { hash } from 'node:crypto';
import { type Context, actorId } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { Prisma, type Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';

/**
 * What a wallet_* function answers; the migrations `wallet` and `wallet_in_depth` state the contract. Amounts are
 * micro-credits.
 */
export type WalletAnswer = {
  status: 'ok' | 'granted_before' | RefusalStatus;
  replayed?: true;
  operationId: string;
  amountMicro: string;
  balanceMicro: string;
  availableMicro: string;
  createdAt: string;
  shortfallMicro?: string;
  owedMicro?: string;
  releasedMicro?: string;
  forgivenMicro?: string;
  deferredMinor?: string;
  holdId?: string;
  expiresAt?: string;
  holdStatus?: 'captured' | 'released' | 'expired';
  lotId?: string;
  serviceCode?: string;
  quantity?: string;
  draws?: { lotId: string; amountMicro: string }[];
};

type RefusalStatus =
  | ('conflict' | 'insufficient' | 'not_found' | 'not_active' | 'too_much' | 'too_large')
  | ('unknown_service' | 'inactive_service' | 'unknown_member' | 'not_priced' | 'restricted');

type Verb = 'grant' | 'deduct' | 'hold' | 'capture' | 'release' | 'return' | 'claw' | 'freeze';

/** The fields that any command may carry: an amount in micro-credits, or a service and a quantity that SQL prices. */
export type Command = {
  amountMicro?: bigint;
  serviceCode?: string;
  quantity?: string;
  reference?: string;
  reason?: string;
  metadata?: Prisma.InputJsonObject;
  /** For whom it was done: a member by id or e-mail. */
  member?: string;
  idempotencyKey?: string;
};

const plain = (value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

/** JSON with the names of every object in order: other programs keep none. */
function inOrder(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(inOrder);
  if (typeof json !== 'object' || json === null) return json;
  const sorted = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, value]) => [name, inOrder(value)]));
}

/** The same request hashes alike whatever the order of its fields, and of those of its metadata. */
function requestHash(ctx: Context, verb: string, organisationId: string, command: object): string {
  const fields = Object.entries(command).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, name === 'metadata' ? inOrder(value) : plain(value)] as const],
  );
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  // Another program's request under the same key is another request: it must not be told that it has paid.
  const app = ctx.actor.kind === 'api-key' ? ctx.actor.appId : undefined;
  return hash('sha256', JSON.stringify([verb, organisationId, sorted, app]));
}

/**
 * A command as SQL reads it, with who sends it. `made` are ids that a repeat of the command would make anew, so they
 * are not part of its hash.
 */
export function payloadOf(
  ctx: Context,
  organisationId: string,
  kind: string,
  command: Command & object,
  made: Record<string, string> = {},
) {
  const { actor } = ctx;
  const amountMicro = command.amountMicro?.toString();
  return {
    ...command,
    ...made,
    ...(amountMicro && { amountMicro }),
    operationId: newId('operation'),
    actorKind: actor.kind,
    actorId: actorId(actor),
    memberId: actor.kind === 'member' ? actor.userId : undefined,
    requestHash: command.idempotencyKey && requestHash(ctx, kind, organisationId, command),
  };
}

/** Sends one command to its SQL function: one statement, one round trip. `adjust` runs a grant or a deduction under its own name. */
export async function runCommand(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  verb: Verb,
  command: Command & Record<string, unknown>,
  made: Record<string, string> = {},
  kind?: 'adjust',
): Promise<WalletAnswer> {
  const payload = JSON.stringify(payloadOf(ctx, organisationId, kind ?? verb, command, made), (_, value) =>
    plain(value),
  );
  const call = Prisma.raw(`wallet_${verb}`);
  const asKind = kind ? Prisma.sql`, ${kind}::"OperationKind"` : Prisma.empty;
  const [row] = await tx.$queryRaw<{ answer: WalletAnswer }[]>`
    SELECT ${call}(${organisationId}, ${ctx.now.toISOString()}::timestamptz, ${payload}::jsonb${asKind}) AS answer`;
  if (!row) throw new Error(`wallet_${verb} gave no answer`);
  return row.answer;
}

type Granted = { organisationId: string; command: Command & Record<string, unknown> };

/** Grants to any number of wallets in one statement, in one order, so that two who do it never wait for each other. */
export async function runGrants(tx: Tx, ctx: Context, grants: readonly Granted[]): Promise<void> {
  const rows = grants
    .toSorted((a, b) => (a.organisationId < b.organisationId ? -1 : 1))
    .map(({ organisationId, command }) => ({
      organisationId,
      command: payloadOf(ctx, organisationId, 'grant', command, { lotId: newId('lot') }),
    }));
  const json = JSON.stringify(rows, (_, value) => plain(value));
  await tx.$executeRaw`
    SELECT wallet_grant(r.value ->> 'organisationId', ${ctx.now.toISOString()}::timestamptz, r.value -> 'command')
    FROM jsonb_array_elements(${json}::jsonb) AS r`;
}

/** Moves bought credits between two wallets: one statement. The command's key is the giving organisation's. */
export async function runTransfer(
  tx: Tx,
  ctx: Context,
  organisations: { fromId: string; toId: string },
  command: Command & { amountMicro: bigint },
): Promise<WalletAnswer> {
  const { fromId, toId } = organisations;
  const made = { toOperationId: newId('operation') };
  const hashed = { ...command, toId };
  const payload = JSON.stringify(payloadOf(ctx, fromId, 'transfer', hashed, made));
  const [row] = await tx.$queryRaw<{ answer: WalletAnswer }[]>`
    SELECT wallet_transfer(${fromId}, ${toId}, ${ctx.now.toISOString()}::timestamptz, ${payload}::jsonb) AS answer`;
  if (!row) throw new Error('wallet_transfer gave no answer');
  return row.answer;
}

/** The error that each refusal becomes, where it needs no more than its name. */
const refusals = {
  conflict: ['conflict', 'idempotencyConflict'],
  not_found: ['not_found', 'notFound'],
  too_large: ['invalid', 'quantityTooLarge'],
  unknown_service: ['invalid', 'unknownService'],
  inactive_service: ['invalid', 'inactiveService'],
  unknown_member: ['invalid', 'unknownMember'],
  not_priced: ['invalid', 'notPriced'],
  restricted: ['forbidden', 'paymentOverdue'],
} as const;

const ended = { captured: 'holdCaptured', released: 'holdReleased', expired: 'holdExpired' } as const;

/** Turns a refusal into the error that doors understand; an accepted answer passes through. `tooMuch` names what was passed. */
export function accepted(
  answer: WalletAnswer,
  tooMuch: 'moreThanLeft' | 'moreThanHeld' = 'moreThanLeft',
): WalletAnswer {
  const { status } = answer;
  if (status === 'ok' || status === 'granted_before') return answer;
  if (status === 'insufficient')
    throw insufficient(BigInt(answer.amountMicro), BigInt(answer.availableMicro));
  if (status === 'too_much') throw new AppError('invalid', tooMuch);
  if (status === 'not_active') throw new AppError('conflict', ended[answer.holdStatus ?? 'expired']);
  const [code, reason] = refusals[status];
  throw new AppError(code, reason);
}

function insufficient(cost: bigint, available: bigint): AppError {
  const values = {
    cost: creditsToDecimal(cost),
    available: creditsToDecimal(available),
    shortfall: creditsToDecimal(cost - available),
  };
  return new AppError('insufficient_credits', 'insufficientCredits', { values });
}
