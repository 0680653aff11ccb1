import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { SupportSettingInput } from './schema';

const KEY = 'support';
const byDefault = { unpaidDays: 14 };

export type SupportSetting = z.output<typeof SupportSettingInput>;

/** After how many days an unpaid request is ended; 14 until somebody says otherwise. */
export async function readSupportSetting(tx: Tx = db): Promise<SupportSetting> {
  const row = await tx.setting.findUnique({ where: { key: KEY } });
  return row ? SupportSettingInput.parse(row.value) : byDefault;
}

/** The same for the page of settings. */
export async function getSupportSetting(ctx: Context): Promise<SupportSetting> {
  authorise(ctx, 'catalogue:manage');
  return readSupportSetting();
}

/** Sets it, also for what waits already. The same again changes nothing. Error: `invalid`. */
export async function saveSupportSetting(
  ctx: Context,
  input: z.input<typeof SupportSettingInput>,
): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const value = parse(SupportSettingInput, input);
  await transaction(async (tx) => {
    const before = await readSupportSetting(tx);
    if (before.unpaidDays === value.unpaidDays) return;
    await tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
    await recordAudit(tx, ctx, {
      ...{ action: 'settings.change', recordType: 'setting', recordId: KEY, before, after: value },
    });
  });
}
