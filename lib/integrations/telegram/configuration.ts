import { env } from '@/lib/core/env';

/** Where the bot lives and what proves that it is ours; null where neither a token nor a sandbox is set. */
export function telegramConfiguration(): { url: string; token: string; isSandbox: boolean } | null {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_URL, SANDBOX_URL } = env;
  if (token) return { url: TELEGRAM_URL.replace(/\/$/, ''), token, isSandbox: false };
  if (!SANDBOX_URL) return null;
  return { url: `${SANDBOX_URL.replace(/\/$/, '')}/telegram`, token: 'sandbox', isSandbox: true };
}
