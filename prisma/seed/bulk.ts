import { Prisma, type Tx } from '@/lib/core/db';

/** One call of a wallet_* or journal_* function, in the order in which it happened. */
export type Command = {
  verb:
    | 'grant'
    | 'adjust-up'
    | 'adjust-down'
    | 'deduct'
    | 'hold'
    | 'capture'
    | 'release'
    | 'due'
    | 'post'
    | 'recognise';
  organisationId: string;
  at: Date;
  command?: Record<string, unknown>;
};

const COMMANDS_A_STATEMENT = 3_000;
const ROWS_A_STATEMENT = 4_000;

const json = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));

function* parts<T>(rows: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

/** Inserts whole rows of one table, every column named: checks, keys and triggers of the table hold for each. */
export async function insertRows<Row extends object>(
  tx: Tx,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const name = Prisma.raw(`"${table}"`);
  for (const some of parts(rows, ROWS_A_STATEMENT))
    await tx.$executeRaw`INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(NULL::${name}, ${json(some)}::jsonb)`;
}

/**
 * Sends commands to the wallet's and the journal's own functions, many in a statement and each in its turn. Answers
 * the number of commands that were refused: the story is told so that none is.
 */
export async function runCommands(tx: Tx, commands: readonly Command[]): Promise<void> {
  for (const some of parts(commands, COMMANDS_A_STATEMENT)) {
    const calls = some.map(({ verb, organisationId, at, command }, nth) => ({
      ...{ nth, verb, org: organisationId, at },
      command: command ?? {},
    }));
    const refused = await tx.$queryRaw<{ nth: number; answer: unknown }[]>`
      SELECT nth, answer FROM (
        SELECT nth, CASE verb
          WHEN 'deduct' THEN wallet_deduct(org, at, command)
          WHEN 'hold' THEN wallet_hold(org, at, command)
          WHEN 'capture' THEN wallet_capture(org, at, command)
          WHEN 'release' THEN wallet_release(org, at, command)
          WHEN 'grant' THEN wallet_grant(org, at, command)
          WHEN 'adjust-up' THEN wallet_grant(org, at, command, 'adjust')
          WHEN 'adjust-down' THEN wallet_deduct(org, at, command, 'adjust')
          WHEN 'post' THEN jsonb_build_object('status', 'ok', 'id',
            journal_post(org, at, 'purchase', command->>'reference', command->'lines'))
          WHEN 'recognise' THEN jsonb_build_object('status', 'ok', 'lots', journal_recognise(org, at))
          WHEN 'due' THEN (SELECT jsonb_build_object('status', 'ok') FROM wallet_open(org, at))
        END AS answer
        FROM (SELECT * FROM jsonb_to_recordset(${json(calls)}::jsonb)
          AS call (nth int, verb text, org text, at timestamptz, command jsonb) ORDER BY nth) calls
      ) answers WHERE answer->>'status' IS DISTINCT FROM 'ok' LIMIT 1`;
    const [first] = refused;
    if (first)
      throw new Error(`the demo's story breaks: ${json(some[first.nth])} was answered ${json(first.answer)}`);
  }
}
