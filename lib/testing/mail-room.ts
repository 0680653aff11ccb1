import { closeEmail } from '@/lib/integrations/email/send';
import { endProcess, startSandboxProcess } from './shop';

export type ReceivedMail = {
  id: string;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string | null;
  links: string[];
  messageId: string | null;
};

/** Where mails and lines to Telegram arrive: the sandbox as its own process. Sets SMTP_URL and SANDBOX_URL for this one. */
export async function openMailRoom() {
  const { child, url, smtpPort } = await startSandboxProcess('http://localhost:3000');
  process.env.SMTP_URL = `smtp://127.0.0.1:${smtpPort}`;
  process.env.SANDBOX_URL = url;
  const read = async <T>(path: string) => (await (await fetch(`${url}${path}`)).json()) as T;
  return {
    /** The mails to an address, the newest first. */
    inbox: (to: string) => read<ReceivedMail[]>(`/mail/api?to=${encodeURIComponent(to)}`),
    /** A mail as it came over the wire, its headers in one line each. */
    raw: async ({ id }: ReceivedMail) =>
      (await (await fetch(`${url}/mail/${id}/raw`)).text()).replace(/\r\n[ \t]+/g, ' '),
    /** What was said in a chat, the newest first. */
    said: async (chat: string) =>
      (await read<{ chatId: string; text: string }[]>('/telegram/api'))
        .filter(({ chatId }) => chatId === chat)
        .map(({ text }) => text),
    /** How Telegram behaves from now on: none, busy, down, slow, moved, unknownChat or kicked. */
    fail: async (fault: string, retryAfter = 2) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ fault, retryAfter });
      await fetch(`${url}/sandbox/telegram`, { method: 'POST', headers, body });
    },
    close: async () => {
      closeEmail();
      await endProcess(child);
    },
  };
}

export type MailRoom = Awaited<ReturnType<typeof openMailRoom>>;
