import { z } from 'zod';
import { telegramConfiguration } from './configuration';

const TIMEOUT_MS = 10_000;
/** Telegram takes no longer text in one message. */
export const LONGEST_TEXT = 4_096;

const Answer = z.object({
  ok: z.boolean(),
  description: z.string().optional(),
  parameters: z
    .object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
    .optional(),
});

/**
 * What became of a message: `later` may be tried again (not before `waitMs`, where Telegram says so), `moved` is to be
 * sent to another chat from now on, `refused` never succeeds. `why` is for staff to read and holds no secret.
 */
export type Sent =
  | { kind: 'sent' }
  | { kind: 'later'; why: string; waitMs?: number }
  | { kind: 'moved'; chatId: string }
  | { kind: 'refused'; why: string };

/**
 * Says `text` (plain, at most 4,096 UTF-16 units; longer is cut) in a chat, by the Bot API's `sendMessage`
 * (core.telegram.org/bots/api). Never throws: who sends keeps the outcome. A network call: never inside a transaction.
 * The bot's token stands in the address, so the address is never logged or answered.
 */
export async function sendMessage(chatId: string, text: string): Promise<Sent> {
  const configuration = telegramConfiguration();
  if (!configuration) return { kind: 'refused', why: 'not configured' };
  const { url, token } = configuration;
  // Without parse_mode nothing in the text is markup, so nothing has to be escaped.
  const body = {
    chat_id: chatId,
    text: text.slice(0, LONGEST_TEXT),
    link_preview_options: { is_disabled: true },
  };
  try {
    const response = await fetch(`${url}/bot${token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return read(response.status, await response.text());
  } catch (error) {
    return { kind: 'later', why: isTimeout(error) ? 'no answer in time' : 'not reachable' };
  }
}

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError';

function read(status: number, text: string): Sent {
  const answer = Answer.safeParse(jsonOf(text)).data;
  if (answer?.ok) return { kind: 'sent' };
  const { retry_after: seconds, migrate_to_chat_id: chat } = answer?.parameters ?? {};
  const why = `${status} ${answer?.description ?? 'without a reason'}`.slice(0, 200);
  if (chat !== undefined) return { kind: 'moved', chatId: String(chat) };
  if (status === 429) return { kind: 'later', why, waitMs: Math.max(1, seconds ?? 1) * 1_000 };
  // 400 an unknown chat, 401 a wrong token, 403 thrown out of the group, 404 no such bot: time changes none of them.
  return status >= 400 && status < 500 ? { kind: 'refused', why } : { kind: 'later', why };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
