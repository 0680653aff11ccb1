import { type Context, actorId } from '@/lib/core/context';
import { Prisma, type Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';

type AuditRecord = {
  /** What was done, `noun.verb`: `wallet.adjust`, `member.role`. */
  action: string;
  recordType: string;
  recordId: string;
  organisationId?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  reason?: string;
};

// bigints are written as strings: JSON numbers are floats.
const json = (value?: Record<string, unknown>) =>
  value === undefined
    ? Prisma.DbNull
    : (JSON.parse(
        JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
      ) as Prisma.InputJsonObject);

/** Writes who did what, in the transaction of the act itself. The table is append-only. */
export async function recordAudit(tx: Tx, ctx: Context, record: AuditRecord): Promise<void> {
  await tx.auditEvent.create({
    data: {
      ...record,
      id: newId('audit'),
      at: ctx.now,
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      organisationId: record.organisationId ?? ctx.organisationId ?? null,
      before: json(record.before),
      after: json(record.after),
      ip: ctx.ip ?? null,
      requestId: ctx.requestId,
    },
  });
}
