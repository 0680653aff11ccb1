import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockKey, reachOf } from './internal';
import { KeyInput } from './schema';

/** Ends a key at once: its next call is refused. A second time changes nothing. Errors: `forbidden`, `not_found`. */
export async function revokeKey(ctx: Context, input: z.input<typeof KeyInput>): Promise<void> {
  const reach = reachOf(ctx);
  const { keyId } = parse(KeyInput, input);
  await transaction(async (tx) => {
    const key = await lockKey(tx, reach, keyId);
    if (key.revokedAt) return;
    await tx.apiKey.update({ where: { id: keyId }, data: { revokedAt: ctx.now } });
    await recordAudit(tx, ctx, {
      ...{ action: 'key.revoke', recordType: 'key', recordId: keyId },
      organisationId: key.organisationId ?? undefined,
      before: { name: key.name, prefix: key.prefix },
      after: { revokedAt: ctx.now },
    });
  });
}
