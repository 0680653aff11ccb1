import { Prisma, type Tx, transaction } from '@/lib/core/db';

/** One call of a wallet_* or journal_* function, in the order in which it happened. */
export type Command = {
  verb: 'grant' | 'adjust' | 'deduct' | 'hold' | 'capture' | 'release' | 'transfer' | 'due' | 'recognise';
  organisationId: string;
  at: Date;
  command?: Record<string, unknown>;
};

const COMMANDS_A_TRANSACTION = 200;
const ROWS_A_STATEMENT = 4_000;

const json = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));

function* parts<T>(rows: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

/** Inserts rows of one table: checks, keys and triggers hold for each, and columns that none of them names their defaults. */
export async function insertRows<Row extends object>(
  tx: Tx,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const name = Prisma.raw(`"${table}"`);
  const named = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = Prisma.raw(named.map((column) => `"${column}"`).join(', '));
  for (const some of parts(rows, ROWS_A_STATEMENT))
    await tx.$executeRaw`
      INSERT INTO ${name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, ${json(some)}::jsonb)`;
}

/**
 * Sends the commands of one wallet to its own functions, each in its turn, some hundreds in a transaction: versions of
 * a row that one transaction writes can be cleared away only after it, and each command would walk over all of them.
 * The story is told so that no command is refused; one that is stops the load.
 */
export async function runCommands(commands: readonly Command[]): Promise<void> {
  for (const some of parts(commands, COMMANDS_A_TRANSACTION))
    await transaction(async (tx) => {
      // The last transaction of the load waits for the disk, and with it for all before it.
      await tx.$executeRaw`SET LOCAL synchronous_commit = off`;
      await runSome(tx, some);
    });
}

async function runSome(tx: Tx, commands: readonly Command[]): Promise<void> {
  const calls = commands.map(({ verb, organisationId, at, command }, nth) => ({
    ...{ nth, verb, org: organisationId, at },
    command: command ?? {},
  }));
  const [refused] = await tx.$queryRaw<{ nth: number; answer: unknown }[]>`
    SELECT nth, answer FROM (
      SELECT nth, CASE verb
        WHEN 'deduct' THEN wallet_deduct(org, at, command)
        WHEN 'hold' THEN wallet_hold(org, at, command)
        WHEN 'capture' THEN wallet_capture(org, at, command)
        WHEN 'release' THEN wallet_release(org, at, command)
        WHEN 'transfer' THEN wallet_transfer(org, command->>'to', at, command)
        WHEN 'grant' THEN wallet_grant(org, at, command)
        WHEN 'adjust' THEN wallet_grant(org, at, command, 'adjust')
        WHEN 'recognise' THEN jsonb_build_object('status', 'ok', 'lots', journal_recognise(org, at))
        WHEN 'due' THEN (SELECT jsonb_build_object('status', 'ok') FROM wallet_open(org, at))
      END AS answer
      FROM (SELECT * FROM jsonb_to_recordset(${json(calls)}::jsonb)
        AS call (nth int, verb text, org text, at timestamptz, command jsonb) ORDER BY nth) calls
    ) answers WHERE answer->>'status' IS DISTINCT FROM 'ok'`;
  if (refused)
    throw new Error(`the story breaks: ${json(calls[refused.nth])} was answered ${json(refused.answer)}`);
}
