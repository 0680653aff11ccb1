import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { ApprovalSettingInput } from './schema';

const KEY = 'approvals';
const byDefault = { remindAfterDays: 3 };

export type ApprovalSetting = z.output<typeof ApprovalSettingInput>;

/** After how many days an owner is reminded; 3 until somebody says otherwise. */
export async function readApprovalSetting(tx: Tx = db): Promise<ApprovalSetting> {
  const row = await tx.setting.findUnique({ where: { key: KEY } });
  return row ? ApprovalSettingInput.parse(row.value) : byDefault;
}

/** The same for the page of settings. */
export async function getApprovalSetting(ctx: Context): Promise<ApprovalSetting> {
  authorise(ctx, 'catalogue:manage');
  return readApprovalSetting();
}

/** Sets it for what is asked from now on. Error: `invalid`. */
export async function saveApprovalSetting(
  ctx: Context,
  input: z.input<typeof ApprovalSettingInput>,
): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const value = parse(ApprovalSettingInput, input);
  await transaction(async (tx) => {
    const before = await readApprovalSetting(tx);
    if (before.remindAfterDays === value.remindAfterDays) return;
    await tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
    await recordAudit(tx, ctx, {
      ...{ action: 'settings.change', recordType: 'setting', recordId: KEY, before, after: value },
    });
  });
}
