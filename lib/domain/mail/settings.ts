import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError, parse } from '@/lib/core/errors';
import { takesMail } from '@/lib/core/reply-token';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { listSupportCategories } from '@/lib/domain/catalog/queries';
import { MailSettingInput } from './schema';
import type { MailSettingDto } from './schema.dto';

const KEY = 'mail';

export type MailSetting = z.output<typeof MailSettingInput>;

/** As an administrator set it; mails become requests until somebody says otherwise. */
export async function readMailSetting(tx: Tx = db): Promise<MailSetting> {
  const row = await tx.setting.findUnique({ where: { key: KEY } });
  return MailSettingInput.parse(row?.value ?? {});
}

/** The same for the page of settings, with the categories that there are and the address that people write to. */
export async function getMailSetting(ctx: Context): Promise<MailSettingDto> {
  authorise(ctx, 'catalogue:manage');
  const [{ acceptNew, categoryCode }, offered] = [await readMailSetting(), await listSupportCategories()];
  return {
    ...{ acceptNew, categoryCode, address: env.MAIL_SUPPORT },
    categories: offered.map(({ code, name }) => ({ code, name })),
    isOpen: takesMail(),
  };
}

/** Sets it for mails that come from now on. Error: `invalid`, on `categoryCode` for one that is not on offer. */
export async function saveMailSetting(ctx: Context, input: z.input<typeof MailSettingInput>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const value = parse(MailSettingInput, input);
  const offered = await listSupportCategories();
  if (value.categoryCode && !offered.some(({ code }) => code === value.categoryCode))
    throw new AppError('invalid', 'invalidInput', { fields: { categoryCode: 'unknown' } });
  await transaction(async (tx) => {
    const before = await readMailSetting(tx);
    await tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
    await recordAudit(tx, ctx, {
      ...{ action: 'settings.change', recordType: 'setting', recordId: KEY, before, after: value },
    });
  });
}
