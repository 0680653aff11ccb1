import { db } from '@/lib/core/db';

type QueuedMail = { to: string; template: string; props: Record<string, string | null> };

/** Mails that wait for the worker, the newest first. */
export async function queuedMails(to: string, template?: string): Promise<QueuedMail[]> {
  const rows = await db.$queryRaw<{ payload: QueuedMail }[]>`
    SELECT job.payload FROM graphile_worker._private_jobs job ORDER BY job.id DESC`;
  return rows
    .map(({ payload }) => payload)
    .filter((mail) => mail.to === to && (!template || mail.template === template));
}

/** The token of the link in the newest mail of a template. */
export async function mailedToken(to: string, template: string): Promise<string> {
  const [mail] = await queuedMails(to, template);
  return new URL(mail?.props.url ?? 'missing:').searchParams.get('token') ?? '';
}
