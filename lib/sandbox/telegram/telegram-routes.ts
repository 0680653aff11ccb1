import { z } from 'zod';
import { html, operatorPage } from '../html';
import { json, requireOwnOrigin, type Incoming, type Reply, type Route } from '../http';

const KEPT = 200;
const SLOW_MS = 30_000;

/** How the stand-in behaves next: as Telegram does when it is well, busy, broken, or when the group became a supergroup. */
const faults = ['none', 'busy', 'down', 'slow', 'moved', 'unknownChat', 'kicked'] as const;
type Fault = (typeof faults)[number];

const Message = z.object({ chat_id: z.union([z.string(), z.number()]), text: z.string().min(1).max(4_096) });
const Settings = z.object({ fault: z.enum(faults), retryAfter: z.int().min(1).max(3_600).default(2) });

interface Line {
  chatId: string;
  text: string;
  at: string;
}

const refusal = (code: number, description: string, parameters?: object): Reply =>
  json({ ok: false, error_code: code, description, ...(parameters && { parameters }) }, code);

/** A stand-in for Telegram's Bot API: it keeps what bots say, and fails when it is told to. Chats that begin with 0 are unknown. */
export function telegramRoutes(now: () => Date): Route[] {
  const lines: Line[] = [];
  let fault: Fault = 'none';
  let retryAfter = 2;

  const failures: Record<Exclude<Fault, 'none' | 'slow'>, (chatId: string) => Reply | null> = {
    busy: () => refusal(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter }),
    down: () => refusal(502, 'Bad Gateway'),
    moved: (chatId) =>
      chatId === '-1001'
        ? null
        : refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
            migrate_to_chat_id: -1001,
          }),
    unknownChat: () => refusal(400, 'Bad Request: chat not found'),
    kicked: () => refusal(403, 'Forbidden: bot was kicked from the group chat'),
  };

  async function say(request: Incoming): Promise<Reply> {
    const message = Message.safeParse(JSON.parse(request.body || '{}'));
    if (!message.success) return refusal(400, 'Bad Request: message text is empty');
    const chatId = String(message.data.chat_id);
    if (fault === 'slow') await new Promise((done) => setTimeout(done, SLOW_MS).unref());
    const failed = fault === 'none' || fault === 'slow' ? null : failures[fault](chatId);
    if (failed) return failed;
    if (chatId.startsWith('0')) return refusal(400, 'Bad Request: chat not found');
    lines.unshift({ chatId, text: message.data.text, at: now().toISOString() });
    lines.length = Math.min(lines.length, KEPT);
    return json({ ok: true, result: { message_id: lines.length, chat: { id: chatId } } });
  }

  function settle(request: Incoming): Reply {
    requireOwnOrigin(request);
    const settings = Settings.safeParse(JSON.parse(request.body || '{}'));
    if (!settings.success) return json({ error: `fault is one of ${faults.join(', ')}` }, 400);
    ({ fault, retryAfter } = settings.data);
    return json(settings.data);
  }

  const page = () =>
    operatorPage(
      'Telegram',
      'telegram',
      lines.length === 0
        ? html`<p class="empty">Nothing was said yet. What the portal tells the team appears here.</p>`
        : html`<ul class="plain">
            ${lines.map(
              ({ chatId, text, at }) =>
                html`<li>
                  <p class="muted mono">${at.slice(0, 19).replace('T', ' ')} · ${chatId}</p>
                  <pre>${text}</pre>
                </li>`,
            )}
          </ul>`,
    );

  return [
    { method: 'POST', path: '/telegram/:bot/sendMessage', handle: say },
    { method: 'POST', path: '/sandbox/telegram', handle: settle },
    { method: 'GET', path: '/telegram/api', handle: () => json(lines) },
    { method: 'GET', path: '/telegram', handle: page },
  ];
}
