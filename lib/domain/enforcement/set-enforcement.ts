import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { ENFORCEMENT, readMode } from './get-enforcement';
import { EnforcementSetting } from './schema';

/** What the audit log calls a change. */
const ENFORCEMENT_CHANGE = 'credits.enforcement';

/** Sets what happens when credits do not suffice, from the next command on. The same mode again changes nothing. */
export async function setEnforcement(ctx: Context, input: z.input<typeof EnforcementSetting>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const value = parse(EnforcementSetting, input);
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('enforcement'))`;
    const mode = await readMode(tx);
    if (mode === value.mode) return;
    await tx.setting.upsert({
      where: { key: ENFORCEMENT },
      create: { key: ENFORCEMENT, value },
      update: { value },
    });
    await recordAudit(tx, ctx, {
      ...{ action: ENFORCEMENT_CHANGE, recordType: 'setting', recordId: ENFORCEMENT },
      ...{ before: { mode }, after: value },
    });
  });
}
