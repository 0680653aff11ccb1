import { createHash } from 'node:crypto';
import { type Context, actorId } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { Prisma, type Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';

/** What a wallet_* function answers; the migration `wallet` states the contract. Amounts are micro-credits. */
export type WalletAnswer = {
  status: 'ok' | 'conflict' | 'insufficient' | 'granted_before' | 'not_found' | 'not_active' | 'too_much';
  replayed?: true;
  operationId: string;
  amountMicro: string;
  balanceMicro: string;
  heldMicro: string;
  availableMicro?: string;
  holdId?: string;
  lotId?: string;
  draws?: { lotId: string; amountMicro: string }[];
};

type Verb = 'grant' | 'deduct' | 'hold' | 'capture' | 'release' | 'return';

/** The fields that any command may carry; `amountMicro` in micro-credits. */
export type Command = {
  amountMicro?: bigint;
  serviceCode?: string;
  quantity?: string;
  reference?: string;
  reason?: string;
  metadata?: Prisma.InputJsonObject;
  idempotencyKey?: string;
};

/** The same request hashes alike whatever the order of its fields. */
function requestHash(verb: string, organisationId: string, command: object): string {
  const fields = Object.entries(command).filter(([, value]) => value !== undefined);
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  const canonical = JSON.stringify([verb, organisationId, sorted], (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return createHash('sha256').update(canonical).digest('hex');
}

/**
 * Sends one command to its SQL function: one statement, one round trip. `adjust` runs a grant or a deduction under
 * its own name. `made` are ids that a repeat of the command would make anew, so they are not part of its hash.
 */
export async function runCommand(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  verb: Verb,
  command: Command & Record<string, unknown>,
  made: Record<string, string> = {},
  kind?: 'adjust',
): Promise<WalletAnswer> {
  const payload = JSON.stringify(
    {
      ...command,
      ...made,
      operationId: newId('operation'),
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      requestHash: command.idempotencyKey && requestHash(kind ?? verb, organisationId, command),
    },
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  );
  const call = Prisma.raw(`wallet_${verb}`);
  const asKind = kind ? Prisma.sql`, ${kind}::"OperationKind"` : Prisma.empty;
  const [row] = await tx.$queryRaw<{ answer: WalletAnswer }[]>`
    SELECT ${call}(${organisationId}, ${ctx.now.toISOString()}::timestamptz, ${payload}::jsonb${asKind}) AS answer`;
  if (!row) throw new Error(`wallet_${verb} gave no answer`);
  return row.answer;
}

/** Turns a refusal into the error that doors understand; an accepted answer passes through. */
export function accepted(answer: WalletAnswer): WalletAnswer {
  switch (answer.status) {
    case 'ok':
    case 'granted_before':
      return answer;
    case 'insufficient': {
      const available = BigInt(answer.availableMicro ?? '0');
      const cost = BigInt(answer.amountMicro);
      throw new AppError('insufficient_credits', 'insufficientCredits', {
        values: {
          cost: creditsToDecimal(cost),
          available: creditsToDecimal(available),
          shortfall: creditsToDecimal(cost - available),
        },
      });
    }
    case 'conflict':
      throw new AppError('conflict', 'idempotencyConflict');
    case 'not_found':
      throw new AppError('not_found', 'notFound');
    case 'not_active':
      throw new AppError('conflict', 'holdNotActive');
    case 'too_much':
      throw new AppError('invalid', 'moreThanLeft');
  }
}
