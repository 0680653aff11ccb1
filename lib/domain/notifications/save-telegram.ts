import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { wordsOf } from '@/lib/integrations/email/words';
import { telegramConfiguration } from '@/lib/integrations/telegram/configuration';
import { sendMessage } from '@/lib/integrations/telegram/send-message';
import { SaveTelegramInput, type TelegramDto } from './schema';
import { chatEvents, readTelegram } from './settings';

/** The team's chat, what is said there, and whether there is a bot at all. */
export async function getTelegram(ctx: Context): Promise<TelegramDto> {
  authorise(ctx, 'catalogue:manage');
  const configuration = telegramConfiguration();
  return {
    ...(await readTelegram()),
    choices: chatEvents,
    bot: configuration ? (configuration.isSandbox ? 'sandbox' : 'real') : 'none',
  };
}

/** Sets the team's chat (empty: none) and what is said there. Errors: `forbidden`, `invalid`. */
export async function saveTelegram(ctx: Context, input: z.input<typeof SaveTelegramInput>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const value = parse(SaveTelegramInput, input);
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('telegram'))`;
    const before = await readTelegram(tx);
    const key = 'telegram';
    await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    await recordAudit(tx, ctx, {
      ...{ action: 'settings.change', recordType: 'setting', recordId: key, before, after: value },
    });
  });
}

/**
 * Says a first sentence in the team's chat, now, so that whoever sets it sees whether it arrives. Errors: `forbidden`;
 * `conflict` `noChat`; `provider_unavailable` `telegramFailed` with what Telegram answered.
 */
export async function tryTelegram(ctx: Context): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const { chatId } = await readTelegram();
  if (!chatId) throw new AppError('conflict', 'noChat');
  const sent = await sendMessage(chatId, wordsOf('en').t('telegram.hello'));
  if (sent.kind === 'sent') return;
  const values = { why: sent.kind === 'moved' ? `the chat is ${sent.chatId} now` : sent.why };
  throw new AppError('provider_unavailable', 'telegramFailed', { values });
}
