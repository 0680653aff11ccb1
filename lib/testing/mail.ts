import { db } from '@/lib/core/db';
import { openOutgoing } from '@/lib/domain/notifications/outgoing';

export type QueuedMail = { to: string; template: string; props: Record<string, string | null>; key: string };

/** The mails of the outbox that were not sent yet, the oldest first, whose key, address or words name `part`. */
export async function mailsNaming(part: string): Promise<QueuedMail[]> {
  const rows = await db.delivery.findMany({
    where: { channel: 'email', payload: { not: null } },
    orderBy: { id: 'asc' },
  });
  const mails = await Promise.all(
    rows.map(async ({ key, payload }) => {
      const outgoing = await openOutgoing(payload ?? '');
      if (outgoing.kind !== 'mail') return null;
      const { to, template, props } = outgoing.mail;
      return { to, template, props: props as QueuedMail['props'], key };
    }),
  );
  return mails.filter((mail) => mail !== null).filter((mail) => JSON.stringify(mail).includes(part));
}

/** Mails that wait for the worker, the newest first. */
export async function queuedMails(to: string, template?: string): Promise<QueuedMail[]> {
  const mails = await mailsNaming(to);
  return mails.filter((mail) => mail.to === to && (!template || mail.template === template)).toReversed();
}

/** The token of the link in the newest mail of a template. */
export async function mailedToken(to: string, template: string): Promise<string> {
  const [mail] = await queuedMails(to, template);
  return new URL(mail?.props.url ?? 'missing:').searchParams.get('token') ?? '';
}
